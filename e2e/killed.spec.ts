import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openOffice, welcome } from "#test/support/colleagues.ts";
import type { TestServer } from "#test/support/server.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

/** What both wrote, once each and in one order, at both and at whoever comes afresh. */
async function sameEverywhere(windows: readonly Window[], written: readonly string[]): Promise<void> {
  const [first, ...others] = windows;
  if (!first) throw new Error("Nobody is there to look.");
  for (const window of windows) await window.unroll();
  await expect.poll(async () => (await first.shown()).map(({ text }) => text).sort()).toEqual([...written].sort());
  const lines = await first.shown();
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map(({ seq }) => seq).sort((a, b) => a - b));
  for (const window of others) await expect.poll(() => window.shown()).toEqual(lines);
  for (const window of windows) await expect(window.pending).toHaveCount(0);
}

/** Nothing waits any more, at anyone; who may press "Retry now" does. */
async function delivered(windows: readonly Window[]): Promise<void> {
  for (const window of windows)
    await expect
      .poll(
        async () => {
          await window.hurry();
          return window.pending.count();
        },
        { timeout: 30_000 },
      )
      .toBe(0);
}

test("SEQ-1, SYN-2: two people converse while the server is killed ten times, and neither loses, doubles or reorders a word", async ({
  serve,
  visit,
}) => {
  test.setTimeout(400_000);
  const server = await serve({ env: { LIMITS: "off" } });
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo]);
  const windows = [await visit(anna, room, server), await visit(bo, room, server)];
  const written: string[] = [];
  const both = async (when: string) => {
    for (const [index, window] of windows.entries()) {
      const text = `${index === 0 ? "Anna" : "Bo"} ${when}`;
      written.push(text);
      await window.write(text);
    }
  };

  for (let n = 1; n <= 10; n++) {
    await both(`before the ${n}. time`);
    await server.kill("SIGKILL");
    await both(`while it is down for the ${n}. time`);
    const back = server.restart();
    await both(`while it comes back the ${n}. time`);
    await back;
    // Every other time it is killed again before all has got through.
    if (n % 2 === 0) await delivered(windows);
  }
  await delivered(windows);
  await sameEverywhere([...windows, await visit(bo, room, server)], written);
});

test("SEQ-5: two people converse while PostgreSQL is killed ten times under the running server", async ({
  serve,
  visit,
}) => {
  test.setTimeout(300_000);
  const server = await serve({ env: { LIMITS: "off" } });
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo]);
  const windows = [await visit(anna, room, server), await visit(bo, room, server)];
  const written: string[] = [];
  for (let n = 1; n <= 10; n++) {
    process.kill(postmasterOf(server), "SIGKILL");
    for (const [index, window] of windows.entries())
      for (const word of ["one", "two", "three"]) {
        const text = `${index} says ${word} the ${n}. time`;
        written.push(text);
        await window.write(text);
      }
    await delivered(windows);
  }
  await sameEverywhere([...windows, await visit(bo, room, server)], written);
});

const postmasterOf = ({ dataDir }: TestServer): number =>
  Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n", 1)[0]);
