/** FB-6: what the tabs of one person see while one of them has the connection for all. */
import { beforeEach, expect, test } from "vitest";
import { createGatewayClient } from "../gateway-client.ts";
import { createHttp } from "../http.ts";
import type { GatewayClientOptions } from "../options.ts";
import { memoryStorage, type OutboxStorage } from "../outbox-storage.ts";
import type { GatewayClient } from "../public.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { type FakeClock, fakeClock } from "../testing/fake-clock.ts";
import { type ModelRoom, post } from "../testing/model-rooms.ts";
import { ModelServer } from "../testing/model-server.ts";
import { defaultTimings } from "../timings.ts";
import { polling } from "../transports/polling.ts";
import type { OpenLink } from "../transports/transport.ts";

let clock: FakeClock;
let server: ModelServer;
let browser: FakeBrowser;
let storage: OutboxStorage;
let me: string;
let other: string;
let room: ModelRoom;
let roomId: string;
let said: number;

beforeEach(() => {
  clock = fakeClock();
  server = new ModelServer(clock);
  browser = new FakeBrowser(clock);
  storage = memoryStorage();
  me = server.addUser();
  other = server.addUser();
  room = server.addRoom(me, other);
  roomId = room.header.roomId;
  said = 0;
});

type Tab = { readonly client: GatewayClient; readonly tab: FakeTab };

function openTab(options: GatewayClientOptions = {}, userId = me): Tab {
  const tab = browser.openTab();
  const link = tab.link(server.openLink(userId));
  const client = createGatewayClient({
    baseUrl: "http://model",
    userId,
    fetch: tab.fetch(server.fetch(userId)),
    clock: tab.clock,
    random: () => 0.5,
    ways: { websocket: link, sse: link, polling: link },
    storage: tab.storage(storage),
    browser: tab.browser,
    timings: { idlePingMs: 1e9 },
    ...options,
  });
  client.start();
  client.openRoom(roomId).catch(() => {});
  return { client, tab };
}
async function openTabs(count: number): Promise<Tab[]> {
  const tabs = Array.from({ length: count }, () => openTab());
  await clock.advance(1_000);
  return tabs;
}

const say = (text = `${++said}`) => {
  server.publish(room, post(room, other, text, `r-${room.header.head}`));
  return text;
};
const texts = ({ client }: Tab) =>
  client.rooms
    .get()
    .get(roomId)
    ?.messages.map(({ text }) => text);
const view = ({ client }: Tab) => client.connection.get();
const committed = () => [...room.messages.values()].map(({ text }) => text);
/** What the server was asked to do, other than catching up. */
const asked = () => server.received.filter(({ action }) => action !== "sync");

test("FB-6: ten tabs of one person cost one connection, and all of them are live", async () => {
  const tabs = await openTabs(10);
  expect(server.connectionsOf(me)).toBe(1);
  for (const tab of tabs) expect(view(tab)).toEqual({ state: "live" });
  const text = say();
  await clock.advance(10);
  for (const tab of tabs) expect(texts(tab)).toEqual([text]);
});

test.each([
  ["is closed", ({ client }: Tab) => client.stop()],
  ["crashes", ({ tab }: Tab) => tab.kill()],
])(
  "FB-6: when the tab with the connection %s, the others go on within a second, without a hole or a double",
  async (_how, end) => {
    const [first, ...others] = await openTabs(4);
    if (!first) throw new Error("no tab");
    const before = say();
    await clock.advance(10);
    const views: unknown[] = [];
    for (const { client } of others) client.connection.subscribe(() => views.push(client.connection.get()));
    end(first);
    const meanwhile = say();
    await clock.advance(500);
    const after = say();
    await clock.advance(100);
    expect(server.connectionsOf(me)).toBe(1);
    for (const tab of others) expect(texts(tab)).toEqual([before, meanwhile, after]);
    // Nobody sees that anything happened.
    expect(views).toEqual([]);
  },
);

test("FB-6: a tab that the browser froze keeps the connection from the others for five seconds at most", async () => {
  const [first, ...others] = await openTabs(4);
  const before = say();
  await clock.advance(10);
  first?.tab.freeze();
  const meanwhile = say();
  await clock.advance(6_500);
  for (const tab of others) expect(texts(tab)).toEqual([before, meanwhile]);

  // Awake again, it is one of those that follow.
  first?.tab.thaw();
  await clock.advance(1_000);
  const after = say();
  await clock.advance(10);
  expect(server.connectionsOf(me)).toBe(1);
  for (const tab of [first, ...others]) expect(tab && texts(tab)).toEqual([before, meanwhile, after]);
});

test.each([0, 700, 1_500])(
  "FB-6: what somebody does finds out within three seconds that a tab froze %i ms ago, and is done",
  async (ago) => {
    const [first, second] = await openTabs(2);
    await clock.advance(3_000);
    first?.tab.freeze();
    await clock.advance(ago);
    const answer = second?.client.command("markRead", { seq: 1 }, roomId);
    await clock.advance(3_000);
    expect(await answer).toMatchObject({ ok: true });
    expect(asked().map(({ action }) => action)).toEqual(["markRead"]);
  },
);

test("FB-6, ENV-5: a command under way when the tab with the connection dies goes out again with the same key", async () => {
  const [first, second] = await openTabs(2);
  server.delay = () => 50;
  const answer = second?.client.command("markRead", { seq: 1 }, roomId);
  await clock.advance(60);
  first?.tab.kill();
  await clock.advance(1_000);
  expect(await answer).toMatchObject({ ok: true });
  const ids = asked().map(({ requestId }) => requestId);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
});

test("a reply comes back to the tab that asked", async () => {
  const tabs = await openTabs(3);
  server.refuse = ({ action }) =>
    action === "markRead" ? { code: "conflict", message: "Not now.", retryable: false } : null;
  const refused = tabs[1]?.client.command("markRead", { seq: 1 }, roomId);
  const fine = tabs[2]?.client.command("ping", {});
  await clock.advance(100);
  expect(await refused).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await fine).toMatchObject({ ok: true });
});

test("FB-6: messages written in several tabs are sent once and in order, whichever tab is closed meanwhile", async () => {
  const tabs = await openTabs(3);
  server.delay = () => 20;
  const written: string[] = [];
  for (const [n, tab] of [...tabs, ...tabs].entries()) {
    void tab.client.send(roomId, `mine ${n}`);
    written.push(`mine ${n}`);
    await clock.advance(1);
  }
  tabs[0]?.tab.kill();
  await clock.advance(2_000);
  expect(committed()).toEqual(written);
  for (const tab of tabs.slice(1)) expect([texts(tab), tab.client.outbox.get()]).toEqual([written, []]);
});

test("a browser that stores nothing loses no message: the tab where it was written sends it", async () => {
  const broken: OutboxStorage = {
    all: () => Promise.reject(new Error("no")),
    put: () => Promise.reject(new Error("no")),
    remove: () => Promise.reject(new Error("no")),
  };
  const tabs = [openTab({ storage: broken }), openTab({ storage: broken })];
  await clock.advance(1_000);
  await Promise.all(tabs.map(({ client }, n) => client.send(roomId, `mine ${n}`)));
  await clock.advance(1_000);
  expect(committed().sort()).toEqual(["mine 0", "mine 1"]);
});

test("every tab shows the same state of the line, and 'Retry now' works in each", async () => {
  const tabs = await openTabs(3);
  server.reachable = false;
  server.cut();
  await clock.advance(30_000);
  const shown = tabs.map(view);
  expect(shown[0]).toMatchObject({ state: "reconnecting" });
  expect(shown).toEqual([shown[0], shown[0], shown[0]]);
  server.reachable = true;
  tabs[2]?.client.retryNow();
  await clock.advance(100);
  expect(tabs.map(view)).toEqual(tabs.map(() => ({ state: "live" })));
  expect(server.connectionsOf(me)).toBe(1);
});

test("FB-5: while the server is away, many tabs try no more often than one", async () => {
  const tries = async (count: number) => {
    let opened = 0;
    const tabs = Array.from({ length: count }, () => {
      const tab = browser.openTab();
      const open = tab.link(server.openLink(me));
      const way: OpenLink = (handlers) => {
        opened += 1;
        return open(handlers);
      };
      return openTab({ clock: tab.clock, browser: tab.browser, ways: { websocket: way, sse: way, polling: way } });
    });
    await clock.advance(30_000);
    server.reachable = false;
    server.cut();
    opened = 0;
    await clock.advance(180_000);
    const result = opened;
    server.reachable = true;
    for (const { client } of tabs) client.stop();
    await clock.advance(1_000);
    return result;
  };
  const alone = await tries(1);
  expect(alone).toBeGreaterThan(5);
  expect(await tries(6)).toBe(alone);
});

test("a tab that was just opened does not wait for another tab's backoff", async () => {
  await openTabs(2);
  server.reachable = false;
  server.cut();
  await clock.advance(60_000);
  server.reachable = true;
  const fresh = openTab();
  await clock.advance(100);
  expect(view(fresh)).toEqual({ state: "live" });
  expect(server.connectionsOf(me)).toBe(1);
});

test("a tab whose own way to the server is cut goes on over another's", async () => {
  let cut = false;
  const link = server.openLink(me);
  const mine: OpenLink = (handlers) => {
    if (!cut) return link(handlers);
    clock.after(0, () => handlers.closed("lost"));
    return { send: () => Promise.reject(new Error("closed")), close: () => {} };
  };
  const first = openTab({ ways: { websocket: mine, sse: mine, polling: mine } });
  await clock.advance(1_000);
  const second = openTab();
  await clock.advance(1_000);
  cut = true;
  server.cut();
  await clock.advance(100);
  expect([view(first), view(second)]).toMatchObject([{ state: "reconnecting" }, { state: "reconnecting" }]);
  await first.client.send(roomId, "from the tab that is cut off");
  await clock.advance(10_000);
  expect([view(first), view(second)]).toEqual([{ state: "live" }, { state: "live" }]);
  expect(committed()).toEqual(["from the tab that is cut off"]);
});

test("AUTH-8: signed out, all tabs are, also when the one with the connection is closed; signing in again in one is for all", async () => {
  const tabs = await openTabs(3);
  server.signedOut = true;
  server.tell(me, "closing", { code: 4401, reason: "signed out", reconnect: false });
  await clock.advance(100);
  expect(tabs.map(view)).toEqual(tabs.map(() => ({ state: "signedOut" })));
  server.signedOut = false;
  tabs[0]?.client.stop();
  await clock.advance(5_000);
  expect(tabs.slice(1).map(view)).toEqual([{ state: "signedOut" }, { state: "signedOut" }]);
  expect(server.connectionsOf(me)).toBe(0);
  tabs[2]?.client.retryNow();
  await clock.advance(100);
  expect(tabs.slice(1).map(view)).toEqual([{ state: "live" }, { state: "live" }]);
});

test("two people who share a browser share nothing else", async () => {
  const [mine, theirs] = [openTab(), openTab({}, other)];
  await clock.advance(1_000);
  expect([server.connectionsOf(me), server.connectionsOf(other)]).toEqual([1, 1]);
  const seen: unknown[] = [];
  theirs.client.outbox.subscribe(() => seen.push(theirs.client.outbox.get()));
  await mine.client.send(roomId, "mine");
  await clock.advance(1_000);
  expect(seen).toEqual([]);
});

test("when somebody else signed in, each tab goes over to their one connection, and hands nothing over", async () => {
  const next = server.addUser();
  let signedIn = me;
  const tabs = Array.from({ length: 3 }, () => {
    const tab = browser.openTab();
    const link = tab.link((handlers) => server.openLink(signedIn)(handlers));
    const client = createGatewayClient({
      baseUrl: "http://model",
      userId: me,
      fetch: tab.fetch((...request) => server.fetch(signedIn)(...request)),
      clock: tab.clock,
      random: () => 0.5,
      ways: { websocket: link, sse: link, polling: link },
      storage: tab.storage(storage),
      browser: tab.browser,
      timings: { idlePingMs: 1e9 },
    });
    client.start();
    return { client, tab };
  });
  await clock.advance(1_000);
  server.reachable = false;
  server.cut();
  await tabs[1]?.client.send(roomId, "mine alone");
  signedIn = next;
  server.reachable = true;
  const before = server.received.length;
  await clock.advance(10_000);
  expect(tabs.map(({ client }) => client.me.get()?.id)).toEqual([next, next, next]);
  expect(tabs.map(({ client }) => client.rooms.get().size)).toEqual([0, 0, 0]);
  expect(tabs.map(({ client }) => client.outbox.get())).toEqual([[], [], []]);
  expect([server.connectionsOf(me), server.connectionsOf(next)]).toEqual([0, 1]);
  expect(server.received.slice(before).filter(({ action }) => action !== "sync")).toEqual([]);
});

test("whoever signs in on this browser is found out at once by the tabs of the one before", async () => {
  let signedIn = me;
  const open = (userId: string) => {
    const tab = browser.openTab();
    const way = tab.link((handlers) => server.openLink(signedIn)(handlers));
    return openTab({
      userId,
      clock: tab.clock,
      browser: tab.browser,
      fetch: (...request) => server.fetch(signedIn)(...request),
      ways: { websocket: way, sse: way, polling: way },
    });
  };
  const tabs = [open(me), open(me)];
  await clock.advance(1_000);
  signedIn = other;
  tabs.push(open(other));
  await clock.advance(2_000);
  expect(tabs.map(({ client }) => client.me.get()?.id)).toEqual([other, other, other]);
  expect([server.connectionsOf(me), server.connectionsOf(other)]).toEqual([0, 1]);
});

test("FB-4: where only polling is left, one tab's rhythm is every tab's, and each is told what is new", async () => {
  const tabs = Array.from({ length: 3 }, () => {
    const tab = browser.openTab();
    const call = tab.fetch(server.fetch(me));
    const http = createHttp({
      baseUrl: "http://model",
      credentials: { kind: "cookie" },
      fetch: call,
      clock: tab.clock,
      requestMs: 10_000,
    });
    const way = polling({ http, clock: tab.clock, timings: defaultTimings });
    return openTab({
      clock: tab.clock,
      fetch: call,
      browser: tab.browser,
      ways: { websocket: way, sse: way, polling: way },
      networkMemory: { getItem: () => JSON.stringify({ way: "polling", until: 1e15 }), setItem: () => {} },
    });
  });
  await clock.advance(3_000);
  for (const tab of tabs) expect(view(tab)).toEqual({ state: "fallback", transport: "polling" });
  const text = say();
  await clock.advance(16_000);
  for (const tab of tabs) expect(texts(tab)).toEqual([text]);
});

test("how present somebody wants to be is said again by whichever tab connects next", async () => {
  const [first, second, third] = await openTabs(3);
  first?.client.setPresence("dnd");
  await clock.advance(100);
  third?.client.setPresence("away");
  await clock.advance(100);
  const late = openTab();
  await clock.advance(1_000);
  for (const gone of [first, second, third]) gone?.tab.kill();
  const before = server.received.length;
  await clock.advance(1_000);
  expect(view(late)).toEqual({ state: "live" });
  const told = server.received.slice(before).filter(({ action }) => action === "setPresence");
  expect(told.map(({ payload }) => payload)).toEqual([{ status: "away" }]);
});

test("AUTH-7: a session that ends soon is extended once, by the tab that has the connection", async () => {
  let tickets = 0;
  for (let n = 0; n < 3; n += 1) {
    openTab({
      fetch: (input, init) => {
        if (String(input).endsWith("/tickets")) tickets += 1;
        return server.fetch(me)(input, init);
      },
    });
  }
  await clock.advance(1_000);
  server.tell(me, "session.expiring", { at: "2026-01-01T01:00:00.000Z" });
  await clock.advance(1_000);
  expect(tickets).toBe(1);
});

test("CON-2: while somebody looks at any tab, the connection is asked whether it lives", async () => {
  let watched = false;
  const surroundings = (looks: () => boolean): GatewayClientOptions["surroundings"] => ({
    online: () => true,
    watched: looks,
    listen: () => () => {},
  });
  openTab({ surroundings: surroundings(() => false), timings: {} });
  await clock.advance(1_000);
  openTab({ surroundings: surroundings(() => watched), timings: {} });
  await clock.advance(30_000);
  expect(asked()).toEqual([]);
  watched = true;
  await clock.advance(15_000);
  expect(asked().length).toBeGreaterThan(0);
});

test("a tab put aside for Back gives the connection up, and has it again from the others when it returns", async () => {
  let left = () => {};
  let returned = () => {};
  const surroundings: GatewayClientOptions["surroundings"] = {
    online: () => true,
    watched: () => true,
    listen: (handlers) => {
      left = handlers.left;
      returned = handlers.returned;
      return () => {};
    },
  };
  const first = openTab({ surroundings });
  await clock.advance(1_000);
  const second = openTab();
  await clock.advance(1_000);
  left();
  const text = say();
  await clock.advance(500);
  expect([texts(second), server.connectionsOf(me)]).toEqual([[text], 1]);
  returned();
  await clock.advance(500);
  expect([view(first), texts(first), server.connectionsOf(me)]).toEqual([{ state: "live" }, [text], 1]);
});

test("nonsense on the channel harms nobody", async () => {
  const tabs = await openTabs(2);
  const name = `parley-1-${me}`;
  const stray = browser.openTab().browser.channel(name, () => {});
  const text = (word: unknown) => ({ from: "x", to: null, text: JSON.stringify(word) });
  for (const message of [
    null,
    "hello",
    { from: "x", to: null, text: "{" },
    { from: "x", to: null, text: "x".repeat(20_000_000) },
    text({ type: "event", term: 1e15, event: { v: 1 } }),
    text({ type: "bye", term: 1e15 }),
    text({ type: "reply", term: 1, call: 1, reply: null }),
    text({ type: "command", link: "1", call: 1, command: { action: "x" } }),
  ])
    stray.post(message);
  await clock.advance(100);
  const heard = say();
  await clock.advance(10);
  for (const tab of tabs) expect([view(tab), texts(tab)]).toEqual([{ state: "live" }, [heard]]);
});

test("FB-6: where there are no locks, the tabs settle among themselves who has the connection", async () => {
  browser = new FakeBrowser(clock, { locks: false });
  const tabs = await openTabs(4);
  expect(server.connectionsOf(me)).toBe(1);
  tabs[0]?.client.stop();
  tabs[1]?.client.stop();
  await clock.advance(1_000);
  const one = say();
  await clock.advance(10);
  expect([server.connectionsOf(me), tabs.slice(2).map(texts)]).toEqual([1, [[one], [one]]]);
  tabs[2]?.tab.kill();
  await clock.advance(7_000);
  const two = say();
  await clock.advance(10);
  expect([server.connectionsOf(me), tabs[3] && texts(tabs[3])]).toEqual([1, [one, two]]);
});
