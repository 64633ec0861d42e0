/** The locks and channels are the platform's own; messages between tabs take real time, however little. */
import { afterEach, expect, test, vi } from "vitest";
import { type FakeClock, fakeClock } from "../testing/fake-clock.ts";
import type { Browser, Channel, Lock } from "./browser.ts";
import { thisBrowser } from "./this-browser.ts";

let undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo) each();
  undo = [];
  vi.unstubAllGlobals();
});

const real = (clock: FakeClock = fakeClock()): Browser => {
  const browser = thisBrowser(clock, () => 0.5);
  if (!browser) throw new Error("The platform has no channels.");
  return browser;
};

function ask(name: string, browser = real()) {
  const tab = { holds: false, times: 0 };
  const lock: Lock = browser.lock(name, {
    held: () => {
      tab.holds = true;
      tab.times += 1;
    },
    lost: () => {
      tab.holds = false;
    },
  });
  undo.push(lock.leave);
  return Object.assign(tab, lock);
}

function listen(name: string, browser = real()) {
  const heard: unknown[] = [];
  const channel: Channel = browser.channel(name, (message) => heard.push(message));
  undo.push(channel.close);
  return { heard, ...channel };
}

const holds = (tab: { holds: boolean }) => expect.poll(() => tab.holds).toBe(true);

test("one tab has the lock, and when it leaves the next one does", async () => {
  const first = ask("anna");
  await holds(first);
  const [second, third] = [ask("anna"), ask("anna")];
  first.leave();
  await holds(second);
  expect(third.holds).toBe(false);
  second.leave();
  await holds(third);
});

test("a tab that left before the lock was granted keeps nobody waiting", async () => {
  const first = ask("bo");
  first.leave();
  const second = ask("bo");
  await holds(second);
  expect(first.times).toBe(0);
});

test("a thief has the lock at once, and who was robbed has it again when the thief left", async () => {
  const first = ask("cy");
  await holds(first);
  const [waiting, thief] = [ask("cy"), ask("cy")];
  thief.steal();
  await holds(thief);
  await expect.poll(() => first.holds).toBe(false);
  thief.leave();
  await holds(waiting);
  waiting.leave();
  await holds(first);
  expect([first.times, thief.times, waiting.times]).toEqual([2, 1, 1]);
});

test("who passes the lock on has it again after the others", async () => {
  const first = ask("ivy");
  await holds(first);
  first.pass();
  await expect.poll(() => first.times).toBe(2);
  const second = ask("ivy");
  first.pass();
  await holds(second);
  second.leave();
  await expect.poll(() => first.times).toBe(3);
});

test("to steal what one has changes nothing", async () => {
  const first = ask("dan");
  await holds(first);
  first.steal();
  const second = ask("dan");
  first.leave();
  await holds(second);
  expect(first.times).toBe(1);
});

test("where the browser refuses locks, a tab is its own", async () => {
  vi.stubGlobal("navigator", { locks: { request: () => Promise.reject(new DOMException("No.", "SecurityError")) } });
  await holds(ask("eve"));
});

test("tabs hear one another in order, but not themselves, nor another's channel, nor once they closed", async () => {
  const [first, second, stranger] = [listen("finn"), listen("finn"), listen("gil")];
  for (const n of [1, 2, 3]) first.post(n);
  await expect.poll(() => second.heard).toEqual([1, 2, 3]);
  expect([first.heard, stranger.heard]).toEqual([[], []]);
  second.close();
  first.close();
  first.post(4);
  expect(second.heard).toEqual([1, 2, 3]);
});

test("without channels a tab is alone", () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  expect(thisBrowser(fakeClock(), () => 0.5)).toBeNull();
});

test("without locks the tabs settle it over the channel", async () => {
  vi.stubGlobal("navigator", {});
  const clock = fakeClock();
  const browser = real(clock);
  const first = ask("hal", browser);
  await clock.advance(150);
  expect(first.holds).toBe(true);
  const { heard } = listen("hal-claims");
  const second = ask("hal", browser);
  await expect.poll(() => heard).toContainEqual(expect.objectContaining({ type: "held" }));
  await clock.advance(1_000);
  expect([first.holds, second.holds]).toEqual([true, false]);
  first.leave();
  await expect
    .poll(async () => {
      await clock.advance(150);
      return second.holds;
    })
    .toBe(true);
});
