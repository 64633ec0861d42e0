import { startProxy, type Trouble } from "#test/support/broken-proxies.ts";
import { answered, openOffice, welcome } from "#test/support/colleagues.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

/**
 * The promise is that a message is at the other side within ten seconds: held by fake clocks (client/connection.test.ts)
 * and in shorter timings (client/falling-back.integration.test.ts). Six pages on a busy machine get twice as long.
 */
const patienceMs = 20_000;
/** The first climb comes a minute after the fall (FB-1). */
const climbMs = 120_000;

/** Each has one colleague behind it; the way is the one that they come down to. */
const troubles: Readonly<Record<string, { trouble: Trouble; way: RegExp }>> = {
  Refused: { trouble: { refuseUpgrades: true }, way: /^sse$/ },
  Swallowed: { trouble: { swallowFrames: true }, way: /^sse$/ },
  Buffered: { trouble: { bufferStreams: true }, way: /^live$/ },
  Polling: { trouble: { refuseUpgrades: true, bufferStreams: true }, way: /^polling$/ },
  Cut: { trouble: { cutAfterMs: 20_000 }, way: /^(live|reconnecting|connecting)$/ },
};

test("FB-1, FB-3, FB-4: behind each broken proxy messages arrive, and the client climbs back by itself", async ({
  serve,
  visit,
}) => {
  test.setTimeout(400_000);
  let port = 0;
  const offices = await Promise.all(
    Object.entries(troubles).map(async ([name, what]) => ({ name, ...what, proxy: await startProxy(() => port) })),
  );
  const ALLOWED_ORIGINS = offices.map(({ proxy }) => proxy.url).join(",");
  const server = await serve({ env: { LIMITS: "off", ALLOWED_ORIGINS } });
  port = server.port;
  const anna = await openOffice(server);
  const room = await gather([anna]);
  const annas = await visit(anna, room, server);
  const behind: { name: string; way: RegExp; window: Window }[] = [];
  for (const { name, way, proxy } of offices) {
    const colleague = await welcome(server, anna, name);
    await answered(anna.rest("members.put", { params: { room: room.roomId, userId: colleague.id }, body: {} }));
    behind.push({ name, way, window: await visit(colleague, room, { url: proxy.url }) });
  }
  for (const { window } of behind) {
    await expect(window.connection).toHaveAttribute("data-connection", "live");
    await window.page.evaluate(() => {
      document.documentElement.dataset.sameDocument = "yes";
    });
  }

  const written: string[] = [];
  /** Everyone writes; Anna's must be at everyone in time, and everyone's at Anna. */
  const say = async () => {
    const arrivals: Promise<void>[] = [];
    const write = async (from: Window, text: string, to: readonly Window[]) => {
      written.push(text);
      await from.write(text);
      for (const window of to) arrivals.push(arrives(window, text));
    };
    const round = Math.floor(written.length / (behind.length + 1)) + 1;
    await write(
      annas,
      `Anna ${round}`,
      behind.map(({ window }) => window),
    );
    for (const { name, window } of behind) await write(window, `${name} ${round}`, [annas]);
    return { arrived: Promise.all(arrivals) };
  };
  const converse = async () => (await say()).arrived;

  await converse();
  for (const { proxy, trouble } of offices) {
    proxy.turn(trouble);
    proxy.cut();
  }
  // At any moment: at once, while it looks for a way, and when it has found one.
  const early = [await say(), await say()];
  await Promise.all(early.map(({ arrived }) => arrived));
  for (const { way, window } of behind)
    await expect(window.connection).toHaveAttribute("data-connection", way, { timeout: patienceMs });
  await converse();

  for (const { proxy } of offices) proxy.turn({});
  const climbed = Date.now() + climbMs;
  const marks = () => Promise.all(behind.map(({ window }) => window.connection.getAttribute("data-connection")));
  for (let now = await marks(); now.some((mark) => mark !== "live"); now = await marks()) {
    expect(Date.now(), `still ${now.join(", ")}`).toBeLessThan(climbed);
    await converse();
  }
  await converse();

  await annas.unroll();
  const lines = await annas.shown();
  expect(lines.map(({ text }) => text).sort()).toEqual([...written].sort());
  for (const { window } of behind) {
    await window.unroll();
    await expect.poll(() => window.shown()).toEqual(lines);
    await expect(window.page.locator("html")).toHaveAttribute("data-same-document", "yes");
  }
  await Promise.all(offices.map(({ proxy }) => proxy.close()));
  expect(server.output()).not.toContain('"level":50');
});

async function arrives(window: Window, text: string): Promise<void> {
  await expect(window.message(text)).toHaveCount(1, { timeout: patienceMs });
}
