import type { Page } from "@playwright/test";
import { startProxy } from "#test/support/broken-proxies.ts";
import { openOffice, welcome } from "#test/support/colleagues.ts";
import { expect, gather, test } from "./story.ts";
import { Window } from "./window.ts";

/**
 * The death of the tab with the connection costs the others a second at most, on top of what a message takes: held by fake
 * clocks (client/tabs/shared-line.test.ts). Ten pages on a busy machine get more.
 */
const movedMs = 1_000;
const patienceMs = 5_000;
/** The first climb comes a minute after the fall (FB-1). */
const climbMs = 120_000;

test("FB-6: ten tabs behind a proxy that refuses WebSockets cost one event stream, and whichever tab has it may be closed, crash or freeze", async ({
  serve,
  visit,
}) => {
  test.setTimeout(400_000);
  let port = 0;
  const proxy = await startProxy(() => port);
  const server = await serve({ env: { LIMITS: "off", ALLOWED_ORIGINS: proxy.url } });
  port = server.port;
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo]);
  const bos = await visit(bo, room, server);
  proxy.turn({ refuseUpgrades: true });

  const first = await visit(anna, room, { url: proxy.url });
  let tabs = [first];
  while (tabs.length < 10) {
    const tab = new Window(await first.page.context().newPage());
    await tab.page.goto(`/r/${room.slug}`);
    tabs.push(tab);
  }
  for (const tab of tabs) await expect(tab.connection).toHaveAttribute("data-connection", "sse");
  await expect.poll(() => proxy.open()).toEqual({ streams: 1, webSockets: 0 });

  const written: string[] = [];
  /** Resolves with the milliseconds that it took to be in every tab. */
  const say = async (how: string, from = bos, timeout = 10_000) => {
    const text = `${how} ${written.length + 1}`;
    written.push(text);
    await from.write(text);
    const at = Date.now();
    await Promise.all([bos, ...tabs].map((tab) => expect(tab.message(text)).toHaveCount(1, { timeout })));
    return Date.now() - at;
  };
  const agree = async () => {
    for (const tab of [bos, ...tabs])
      await expect.poll(async () => (await tab.shown()).map(({ text }) => text)).toEqual(written);
    await expect.poll(() => proxy.open()).toEqual({ streams: 1, webSockets: 0 });
  };
  // However busy this machine is with ten pages.
  const usual = [await say("to ten tabs")];
  for (const tab of tabs.slice(0, 3)) usual.push(await say("from a tab", tab));
  const limitMs = Math.max(patienceMs, movedMs + 2 * Math.max(...usual));

  const leader = await leading(tabs);
  tabs = tabs.filter((tab) => tab !== leader);
  await leader.page.close();
  await say("closed", bos, limitMs);
  await agree();

  const crashing = await leading(tabs);
  // Tabs may share a process, and its end.
  const crashed = new Set<Page>();
  for (const { page } of tabs) page.on("crash", () => crashed.add(page));
  const gone = crashing.page.waitForEvent("crash");
  crashing.page.goto("chrome://crash").catch(() => {});
  await gone;
  await expect.poll(() => crashed.has(crashing.page)).toBe(true);
  tabs = tabs.filter(({ page }) => !crashed.has(page));
  expect(tabs.length).toBeGreaterThan(1);
  await say("crashed", bos, limitMs);
  await agree();

  const freezing = await leading(tabs);
  const devtools = await freezing.page.context().newCDPSession(freezing.page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  tabs = tabs.filter((tab) => tab !== freezing);
  await say("frozen", bos, limitMs);
  await agree();
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  tabs.push(freezing);
  await say("thawed");
  await agree();

  // One of them finds the better way again, for all.
  proxy.turn({});
  for (const tab of tabs) await expect(tab.connection).toHaveAttribute("data-connection", "live", { timeout: climbMs });
  await expect.poll(() => proxy.open()).toEqual({ streams: 0, webSockets: 1 });
  await say("live");
  for (const tab of [bos, ...tabs])
    await expect.poll(async () => (await tab.shown()).map(({ text }) => text)).toEqual(written);
  await proxy.close();
});

/** The tab that holds the lock which decides it. */
async function leading(tabs: readonly Window[]): Promise<Window> {
  for (const tab of tabs) if (await tab.page.evaluate(holdsTheLock)) return tab;
  throw new Error("No tab leads.");
}

function holdsTheLock(): Promise<boolean> {
  const probe = `probe ${Math.random()}`;
  return navigator.locks.request(probe, async () => {
    const { held = [] } = await navigator.locks.query();
    const me = held.find(({ name }) => name === probe)?.clientId;
    return held.some(({ name, clientId }) => name?.startsWith("parley-") && clientId === me);
  });
}
