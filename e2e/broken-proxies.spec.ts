import { type BrokenProxy, startProxy, type Trouble } from "#test/support/broken-proxies.ts";
import { openOffice, welcome } from "#test/support/colleagues.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

/** The promise: a message is at the other side within ten seconds, with the client's own timings. */
const promisedMs = 10_000;
/** The first climb comes a minute after the fall (FB-1). */
const climbMs = 75_000;

const troubles: Readonly<Record<string, { trouble: Trouble; way: RegExp }>> = {
  "refuses the upgrade": { trouble: { refuseUpgrades: true }, way: /^sse$/ },
  "swallows frames": { trouble: { swallowFrames: true }, way: /^sse$/ },
  "buffers streams": { trouble: { bufferStreams: true }, way: /^live$/ },
  "refuses the upgrade and buffers streams": {
    trouble: { refuseUpgrades: true, bufferStreams: true },
    way: /^polling$/,
  },
  "cuts every connection after 20 s": { trouble: { cutAfterMs: 20_000 }, way: /^(live|reconnecting|connecting)$/ },
};

test("FB-1, FB-3, FB-4: behind each broken proxy a message arrives within 10 s, and the client climbs back by itself", async ({
  serve,
  visit,
}) => {
  test.setTimeout(240_000);
  let port = 0;
  const proxies = new Map<string, BrokenProxy>();
  for (const name of Object.keys(troubles)) proxies.set(name, await startProxy(() => port));
  const ALLOWED_ORIGINS = [...proxies.values()].map(({ url }) => url).join(",");
  const server = await serve({ env: { LIMITS: "off", ALLOWED_ORIGINS } });
  port = server.port;
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");

  await Promise.all(
    [...proxies].map(async ([name, proxy]) => {
      const { trouble, way } = troubles[name] ?? { trouble: {}, way: /never/ };
      const room = await gather([anna, bo], { name });
      const annas = await visit(anna, room, server);
      const bos = await visit(bo, room, { url: proxy.url });
      await expect(bos.connection).toHaveAttribute("data-connection", "live");
      await bos.page.evaluate(() => {
        document.documentElement.dataset.sameDocument = "yes";
      });

      let said = 0;
      const say = async () => {
        const number = ++said;
        const there = await crosses(annas, bos, `Anna ${number}`);
        const back = await crosses(bos, annas, `Bo ${number}`);
        return { arrived: Promise.all([there.arrives, back.arrives]) };
      };
      const converse = async () => (await say()).arrived;
      await converse();
      proxy.turn(trouble);
      proxy.cut();
      // At any moment: at once, while it looks for a way, and when it has found one.
      const early = [await say(), await say(), await say()];
      await Promise.all(early.map(({ arrived }) => arrived));
      await expect(bos.connection).toHaveAttribute("data-connection", way, { timeout: promisedMs });
      await converse();

      proxy.turn({});
      const live = expect(bos.connection).toHaveAttribute("data-connection", "live", { timeout: climbMs });
      let climbing = true;
      const talk = (async () => {
        while (climbing) await converse();
      })();
      await live.finally(() => {
        climbing = false;
      });
      await talk;
      await converse();

      for (const window of [annas, bos]) await window.unroll();
      const lines = await annas.shown();
      expect(lines.map(({ text }) => text).sort()).toEqual(wordsOf(said));
      await expect.poll(() => bos.shown()).toEqual(lines);
      await expect(bos.page.locator("html")).toHaveAttribute("data-same-document", "yes");
    }),
  );
  await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
  expect(server.output()).not.toContain('"level":50');
});

/** Resolves when it is written, with whether it arrives in time. */
async function crosses(from: Window, to: Window, text: string): Promise<{ arrives: Promise<void> }> {
  await from.write(text);
  return { arrives: expect(to.message(text)).toHaveCount(1, { timeout: promisedMs }) };
}

const wordsOf = (said: number): string[] =>
  Array.from({ length: said }, (_, index) => [`Anna ${index + 1}`, `Bo ${index + 1}`])
    .flat()
    .sort();
