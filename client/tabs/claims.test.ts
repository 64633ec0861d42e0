import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeBrowser } from "../testing/fake-browser.ts";
import { fakeClock } from "../testing/fake-clock.ts";

function makeWorld() {
  const clock = fakeClock();
  const browser = new FakeBrowser(clock, { locks: false });
  const ask = () => {
    const tab = browser.openTab();
    const seat = { tab, holds: false };
    const lock = tab.browser.lock("lock", {
      held: () => {
        seat.holds = true;
      },
      lost: () => {
        seat.holds = false;
      },
    });
    return Object.assign(seat, lock);
  };
  return { clock, browser, ask };
}

test("of tabs that ask at the same moment, one gets it", async () => {
  const { clock, ask } = makeWorld();
  const tabs = Array.from({ length: 5 }, ask);
  await clock.advance(1_000);
  expect(tabs.filter(({ holds }) => holds)).toHaveLength(1);
});

test("however tabs come, leave, freeze and steal, in the end one of them has it", async () => {
  type Step = { kind: "ask" | "leave" | "steal" | "pass" | "freeze" | "thaw"; pick: number; pause: number };
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom("ask", "ask", "leave", "steal", "pass", "freeze", "thaw"),
    pick: fc.nat(20),
    pause: fc.constantFrom(0, 1, 40, 140, 400),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.nat(100), async (steps, delay) => {
      const { clock, browser, ask } = makeWorld();
      browser.delay = () => delay;
      let tabs = [ask()];
      for (const { kind, pick, pause } of steps) {
        const at = tabs[pick % tabs.length];
        if (kind === "ask") tabs.push(ask());
        else if (kind === "thaw") at?.tab.thaw();
        else if (at && !at.tab.frozen) {
          if (kind === "steal") at.steal();
          else if (kind === "pass") {
            at.holds = false;
            at.pass();
          } else if (kind === "freeze") at.tab.freeze();
          else if (tabs.length > 1) {
            at.leave();
            tabs = tabs.filter((each) => each !== at);
          }
        }
        await clock.advance(pause);
      }
      for (const { tab } of tabs) tab.thaw();
      await clock.advance(40_000);
      expect(tabs.filter(({ holds }) => holds)).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});
