/** The client as a whole, against a server in memory: what a person sees while things break. */
import { beforeEach, expect, test } from "vitest";
import { errorBody } from "#contract/envelope.ts";
import events from "#contract/golden/events.v1.json" with { type: "json" };
import { maxUnread } from "#contract/limits.ts";
import { measuredSchema } from "#contract/measured.ts";
import { createGatewayClient } from "./gateway-client.ts";
import type { GatewayClientOptions } from "./options.ts";
import { memoryStorage } from "./outbox-storage.ts";
import type { GatewayClient } from "./public.ts";
import { type FakeClock, fakeClock } from "./testing/fake-clock.ts";
import { join, leave, type ModelRoom, myRoom, post, remove, reply } from "./testing/model-rooms.ts";
import { ModelServer } from "./testing/model-server.ts";
import type { LinkHandlers } from "./transports/transport.ts";

const measured = measuredSchema.parse(events["server.measured"].payload);

let clock: FakeClock;
let server: ModelServer;
let me: string;
let other: string;
let room: ModelRoom;
let roomId: string;

beforeEach(() => {
  clock = fakeClock();
  server = new ModelServer(clock);
  me = server.addUser();
  other = server.addUser();
  room = server.addRoom(me, other);
  roomId = room.header.roomId;
});

function connect(options: GatewayClientOptions = {}, userId = me): GatewayClient {
  const link = server.openLink(userId);
  const client = createGatewayClient({
    baseUrl: "http://model",
    fetch: server.fetch(userId),
    clock,
    random: () => 0.5,
    ways: { websocket: link, sse: link, polling: link },
    timings: { idlePingMs: 1e9 },
    ...options,
  });
  client.start();
  return client;
}
async function open(client: GatewayClient) {
  const opened = client.openRoom(roomId);
  await clock.advance(1_000);
  await opened;
}
const say = (text: string, mentions: string[] = []) =>
  server.publish(room, post(room, other, text, `r-${room.header.head}`, mentions));
const stateOf = (client: GatewayClient) => client.rooms.get().get(roomId);
const texts = (client: GatewayClient) => stateOf(client)?.messages.map(({ text }) => text);

test("SEQ-4: an event after a hole is not shown before sync filled the hole", async () => {
  const client = connect();
  await open(client);
  post(room, other, "lost on its way", "lost");
  server.delay = () => 100;
  say("seen");
  await clock.advance(100);
  expect(texts(client)).toEqual([]);
  await clock.advance(1_000);
  expect(texts(client)).toEqual(["lost on its way", "seen"]);
});

test("SEQ-4: a hole that a busy server could not fill at once is filled later, be the room quiet or not", async () => {
  const client = connect();
  await open(client);
  post(room, other, "lost on its way", "lost");
  let busy = 3;
  server.refuse = ({ action }) =>
    action === "sync" && busy-- > 0 ? errorBody("overloaded", "Too much at once.") : null;
  say("seen");
  await clock.advance(10_000);
  expect(texts(client)).toEqual(["lost on its way", "seen"]);
});

test("my message is shown without a gap from the first moment on", async () => {
  const client = connect();
  await open(client);
  server.delay = () => 7;
  const { requestId } = await client.send(roomId, "hello");
  const seen = () =>
    client.outbox.get().some((entry) => entry.requestId === requestId) ||
    stateOf(client)?.messages.some((message) => message.requestId === requestId);
  for (let n = 0; n < 100; n += 1) {
    expect(seen()).toBe(true);
    await clock.advance(1);
  }
  expect(client.outbox.get()).toEqual([]);
});

test("my message is shown without a gap where a catch-up brings it, whoever looks at whatever moment", async () => {
  const client = connect();
  await open(client);
  server.delay = () => 20;
  const { requestId } = await client.send(roomId, "hello");
  const gaps: string[] = [];
  const look = (at: string) => () => {
    const waits = client.outbox.get().some((entry) => entry.requestId === requestId);
    if (!waits && !stateOf(client)?.messages.some((message) => message.requestId === requestId)) gaps.push(at);
  };
  client.outbox.subscribe(look("outbox"));
  client.rooms.subscribe(look("rooms"));
  await clock.advance(30);
  expect(room.messages.size).toBe(1);
  server.cut();
  await clock.advance(5_000);
  expect([client.outbox.get(), texts(client), gaps]).toEqual([[], ["hello"], []]);
});

test("hundreds of rooms that come at once, or moved on meanwhile, are told once", async () => {
  const rooms = Array.from({ length: 200 }, () => server.addRoom(me, other));
  const client = connect();
  let told = 0;
  client.rooms.subscribe(() => {
    told += 1;
  });
  await clock.advance(1_000);
  expect([client.rooms.get().size, told]).toEqual([201, 1]);
  server.reachable = false;
  server.cut();
  for (const each of rooms) post(each, other, "missed", "missed");
  server.reachable = true;
  client.retryNow();
  await clock.advance(1_000);
  expect([[...client.rooms.get().values()].filter(({ unread }) => unread === 1).length, told]).toEqual([200, 2]);
});

test("a message written while nothing is reachable survives a reload and arrives once", async () => {
  const storage = memoryStorage();
  server.reachable = false;
  const before = connect({ storage, userId: me });
  await before.send(roomId, "typed while down");
  await clock.advance(5_000);
  expect(before.outbox.get()).toMatchObject([{ text: "typed while down", status: "queued" }]);
  before.stop();

  const after = connect({ storage, userId: me });
  await clock.advance(1);
  expect(after.outbox.get()).toMatchObject([{ text: "typed while down" }]);
  server.reachable = true;
  await clock.advance(60_000);
  expect([...room.messages.values()].map(({ text }) => text)).toEqual(["typed while down"]);
});

test("FB-1: on the way back up nothing is missed and nothing doubled", async () => {
  const good = server.openLink(me);
  let upgrades = false;
  const client = connect({
    ways: {
      websocket: (handlers) => {
        if (upgrades) return good(handlers);
        clock.after(0, () => handlers.closed("lost"));
        return { send: () => Promise.reject(new Error("closed")), close: () => {} };
      },
      sse: good,
      polling: good,
    },
  });
  await open(client);
  client.holdHistory(roomId);
  expect(client.connection.get()).toEqual({ state: "fallback", transport: "sse" });
  upgrades = true;
  server.delay = () => 30;
  for (let n = 0; n < 700; n += 1) {
    say(`${n}`);
    await clock.advance(100);
  }
  await clock.advance(1_000);
  expect(client.connection.get()).toEqual({ state: "live" });
  expect(texts(client)).toEqual(Array.from({ length: 700 }, (_, n) => `${n}`));
  expect(stateOf(client)?.unread).toBe(700);
});

test("unread counts others' messages, forgets deleted ones, and starts again beyond its limit", async () => {
  const client = connect();
  await clock.advance(100);
  say("one");
  say("two", [me]);
  server.publish(room, post(room, me, "mine", "mine"));
  await clock.advance(100);
  expect(stateOf(client)).toMatchObject({ unread: 2, mentions: 1 });
  server.publish(room, remove(room, other, 4));
  await clock.advance(2_000);
  expect(stateOf(client)).toMatchObject({ unread: 1, mentions: 0 });

  for (let n = 0; n < maxUnread + 5; n += 1) say(`${n}`);
  await clock.advance(100);
  expect(stateOf(client)?.unread).toBe(maxUnread);
  server.publish(room, remove(room, other, room.header.head));
  await clock.advance(2_000);
  expect(stateOf(client)?.unread).toBe(maxUnread);
  server.read(room, me, room.header.head - 3);
  await clock.advance(2_000);
  expect(stateOf(client)).toMatchObject({ unread: myRoom(room, me).unread });
});

test("unread does not fall twice for a message that was deleted, and then lost its reply", async () => {
  const client = connect();
  await clock.advance(100);
  say("a thread");
  const root = room.header.head;
  server.publish(room, reply(room, other, "its reply", "reply", root));
  say("something else");
  await clock.advance(100);
  expect(stateOf(client)?.unread).toBe(3);
  server.publish(room, remove(room, other, root));
  await clock.advance(2_000);
  server.publish(room, remove(room, other, root + 1));
  await clock.advance(2_000);
  expect(stateOf(client)?.unread).toBe(1);
});

test("SYN-4: what is deleted while unread messages are counted anew is not counted", async () => {
  const client = connect();
  server.pageSize = 2;
  for (let n = 0; n < 6; n += 1) say(`${n}`);
  await open(client);
  server.delay = () => 50;
  server.read(room, me, 0);
  await clock.advance(110);
  server.delay = () => 0;
  server.publish(room, remove(room, other, room.header.head));
  await clock.advance(5_000);
  expect(stateOf(client)?.unread).toBe(5);
});

test("SYN-4: of an old room.added and a newer room.removed the removal wins, and the other way round", async () => {
  const client = connect();
  await clock.advance(100);
  const added = { room: myRoom(room, me), head: room.header.head, seq: 1 };
  const left = leave(room, me);
  server.tell(me, "room.removed", { roomId, seq: left.seq });
  server.tell(me, "room.added", added);
  await clock.advance(100);
  expect(client.rooms.get().has(roomId)).toBe(false);

  const joined = join(room, me);
  server.tell(me, "room.added", { room: myRoom(room, me), head: joined.seq, seq: joined.seq });
  server.tell(me, "room.removed", { roomId, seq: left.seq });
  await clock.advance(100);
  expect(client.rooms.get().has(roomId)).toBe(true);
});

test("SYN-4: a page shows its room before it has a connection, and what came meanwhile after it", async () => {
  say("before");
  const client = connect({ userId: me, epoch: server.epoch });
  await open(client);
  expect(texts(client)).toEqual(["before"]);
  expect(client.connection.get()).toEqual({ state: "connecting" });
  say("meanwhile");
  await clock.advance(5_000);
  expect(texts(client)).toEqual(["before"]);
  client.connect();
  await clock.advance(1_000);
  expect(client.connection.get()).toEqual({ state: "live" });
  expect(texts(client)).toEqual(["before", "meanwhile"]);
});

test("SYN-3: what a page showed of a history that is no more is loaded again when it connects", async () => {
  say("before");
  const client = connect({ userId: me, epoch: server.epoch });
  await open(client);
  room.messages.clear();
  room.header = { ...room.header, head: 2 };
  server.epoch = "epoch-2";
  say("after");
  client.connect();
  await clock.advance(5_000);
  expect(texts(client)).toEqual(["after"]);
});

test("SYN-3: after a restored backup the open room shows what the server has now", async () => {
  const client = connect();
  say("before");
  await open(client);
  server.cut();
  room.messages.clear();
  room.header = { ...room.header, head: 2 };
  server.epoch = "epoch-2";
  say("after");
  await clock.advance(5_000);
  expect(texts(client)).toEqual(["after"]);
});

test("ENV-5: a command whose connection is lost goes out again with the same requestId, and ends in time", async () => {
  const client = connect();
  await clock.advance(100);
  server.delay = () => 50;
  const answer = client.command("markRead", { seq: 1 }, roomId);
  await clock.advance(60);
  server.cut();
  await clock.advance(9_000);
  const ids = server.received.filter(({ action }) => action === "markRead").map(({ requestId }) => requestId);
  expect(ids.length).toBe(2);
  expect(new Set(ids).size).toBe(1);
  await answer;

  server.reachable = false;
  server.cut();
  const late = client.command("markRead", { seq: 1 }, roomId);
  await clock.advance(10_000);
  expect(await late).toMatchObject({ ok: false, error: { code: "timeout" } });
});

test("AUTH-8: signed out elsewhere, the client stops until it is told to try again", async () => {
  const client = connect();
  await clock.advance(100);
  server.tell(me, "closing", { code: 4401, reason: "signed out", reconnect: false });
  await clock.advance(100);
  expect(client.connection.get()).toEqual({ state: "signedOut" });
  client.retryNow();
  await clock.advance(1_000);
  expect(client.connection.get()).toEqual({ state: "live" });
});

test("typing ends by itself after 6 s, and with the message", async () => {
  const client = connect();
  await clock.advance(100);
  server.tellIn(room, me, "typing", { userId: other, typing: true });
  await clock.advance(5_900);
  expect(client.typing.get().get(roomId)).toEqual([other]);
  await clock.advance(200);
  expect(client.typing.get().has(roomId)).toBe(false);

  server.tellIn(room, me, "typing", { userId: other, typing: true });
  say("done");
  await clock.advance(10);
  expect(client.typing.get().has(roomId)).toBe(false);
});

test("whoever signs in next sends nothing in the name of the one before, and sees nothing of theirs", async () => {
  const next = server.addUser();
  let signedIn = me;
  const way = (handlers: LinkHandlers) => server.openLink(signedIn)(handlers);
  const client = connect({
    userId: me,
    fetch: (...request) => server.fetch(signedIn)(...request),
    ways: { websocket: way, sse: way, polling: way },
  });
  await open(client);
  say("for me");
  client.setPresence("dnd");
  await clock.advance(100);
  server.tellIn(room, me, "typing", { userId: other, typing: true });
  server.tell(me, "server.measured", measured);
  await clock.advance(10);
  expect(client.measured.get()).toEqual(measured);
  server.delay = () => 50;
  const sent = client.command("markRead", { seq: 1 }, roomId);
  await clock.advance(60);
  server.delay = () => 0;
  server.reachable = false;
  server.cut();
  const waiting = client.command("markRead", { seq: 2 }, roomId);
  await client.send(roomId, "mine alone");
  const before = server.received.length;

  const seen: unknown[] = [];
  client.me.subscribe(() => {
    const { rooms, users, presence, typing, outbox } = client;
    seen.push([client.me.get()?.id, rooms, users, presence, typing, outbox].map((each) => sizeOf(each)));
  });
  signedIn = next;
  server.reachable = true;
  client.retryNow();
  await clock.advance(1_000);
  expect(seen).toEqual([[next, 0, 0, 0, 0, 0]]);
  expect(client.measured.get()).toBeNull();
  for (const result of [await sent, await waiting])
    expect(result).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
  await clock.advance(30_000);
  expect(server.received.slice(before).filter(({ action }) => action !== "ping")).toEqual([]);
  expect(client.rooms.get().size).toBe(0);
  expect(client.outbox.get()).toEqual([]);
});

test("a connection that stands does not mean that the rooms are known: they are once they were loaded", async () => {
  const client = connect();
  server.delay = () => 100;
  await clock.advance(150);
  expect(client.connection.get()).toEqual({ state: "live" });
  expect(client.rooms.get().size).toBe(0);
  expect(client.roomsKnown.get()).toBe(false);
  await clock.advance(1_000);
  expect(client.rooms.get().size).toBe(1);
  expect(client.roomsKnown.get()).toBe(true);
});

/** How much a store holds; anything else as it is. */
function sizeOf(shown: unknown): unknown {
  if (typeof shown !== "object" || shown === null || !("get" in shown) || typeof shown.get !== "function") return shown;
  return [...shown.get()].length;
}
