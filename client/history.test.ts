/** Reading in the past of a room, against a server in memory. */
import { beforeEach, expect, test } from "vitest";
import { createGatewayClient } from "./gateway-client.ts";
import type { GatewayClientOptions } from "./options.ts";
import type { GatewayClient, RoomState } from "./public.ts";
import { type FakeClock, fakeClock } from "./testing/fake-clock.ts";
import { change, type ModelRoom, post, remove, writtenAt } from "./testing/model-rooms.ts";
import { ModelServer } from "./testing/model-server.ts";

let clock: FakeClock;
let server: ModelServer;
let me: string;
let other: string;
let room: ModelRoom;
let roomId: string;
/** Messages asked for by REST. */
let pages: string[];

beforeEach(() => {
  clock = fakeClock();
  server = new ModelServer(clock);
  me = server.addUser();
  other = server.addUser();
  room = addRoom();
  roomId = room.header.roomId;
  pages = [];
});

const addRoom = () => server.addRoom(me, other);
const say = (count: number, where = room) => {
  for (let n = 0; n < count; n += 1)
    server.publish(where, post(where, other, `message ${where.header.head + 1}`, `r-${where.header.head}`));
};
const edit = (seq: number) => server.publish(room, change(room, "message.edited", other, seq, { text: "edited" }));

async function connect(options: GatewayClientOptions = {}): Promise<GatewayClient> {
  const link = server.openLink(me);
  const fetch = server.fetch(me);
  const client = createGatewayClient({
    baseUrl: "http://model",
    fetch: (input, init) => {
      const url = new URL(String(input));
      if (url.pathname.endsWith("/messages")) pages.push(url.search);
      return fetch(input, init);
    },
    clock,
    random: () => 0.5,
    ways: { websocket: link, sse: link, polling: link },
    timings: { idlePingMs: 1e9 },
    ...options,
  });
  client.start();
  await clock.advance(100);
  return client;
}
/** What comes of it, once the clock went on. */
async function after<T>(work: Promise<T>): Promise<T> {
  await clock.advance(1_000);
  return work;
}
const look = (client: GatewayClient): RoomState => {
  const state = client.rooms.get().get(roomId);
  if (!state) throw new Error("no room");
  return state;
};
/** First and last message of a window. */
const ends = (window: { messages: readonly { seq: number }[] } | null) =>
  window && [window.messages[0]?.seq, window.messages.at(-1)?.seq];
const text = (window: { messages: readonly { seq: number; text: string }[] } | null, seq: number) =>
  window?.messages.find((message) => message.seq === seq)?.text;

// A room begins with the joinings 1 and 2: its first message is 3.
test("a link to an old message opens the room around it, and what happens there is seen at once", async () => {
  say(300);
  const client = await connect();
  expect(await after(client.loadAround(roomId, { seq: 100 }))).toBe(100);
  expect(ends(look(client))).toEqual([253, 302]);
  expect(ends(look(client).excerpt)).toEqual([75, 124]);
  edit(100);
  server.publish(room, remove(room, other, 101));
  say(1);
  await clock.advance(100);
  expect(text(look(client).excerpt, 100)).toBe("edited");
  expect(text(look(client).excerpt, 101)).toBe("");
  expect(ends(look(client).excerpt)).toEqual([75, 124]);
  expect(ends(look(client))).toEqual([253, 305]);
});

test("whoever reads on from an old message comes to the newest ones without a gap, in one step", async () => {
  say(250);
  const client = await connect();
  await after(client.loadAround(roomId, { seq: 80 }));
  const seen: unknown[] = [];
  client.rooms.subscribe(() => seen.push([ends(look(client).excerpt), ends(look(client))]));
  expect(await after(client.loadAfter(roomId))).toBe(true);
  expect(await after(client.loadAfter(roomId))).toBe(true);
  expect(seen).toEqual([
    [
      [55, 154],
      [203, 252],
    ],
    [null, [55, 252]],
  ]);
  expect(await after(client.loadAfter(roomId))).toBe(false);
});

test("older messages than those of a link load before them, up to the beginning of the room", async () => {
  say(300);
  const client = await connect();
  await after(client.loadAround(roomId, { seq: 60 }));
  expect(await after(client.loadBefore(roomId))).toBe(true);
  expect(look(client).excerpt).toMatchObject({ hasBefore: false, hasAfter: true });
  expect(ends(look(client).excerpt)).toEqual([3, 84]);
  expect(await after(client.loadBefore(roomId))).toBe(false);
});

test("nothing is loaded to show what is there already, and the newest messages come back with it", async () => {
  say(300);
  const client = await connect();
  await after(client.loadAround(roomId, { seq: 100 }));
  const before = pages.length;
  expect(await after(client.loadAround(roomId, { seq: 110 }))).toBe(110);
  expect(ends(look(client).excerpt)).toEqual([75, 124]);
  expect(await after(client.loadAround(roomId, { seq: 302 }))).toBe(302);
  expect(look(client).excerpt).toBe(null);
  expect(pages.length).toBe(before);
  expect(await after(client.loadAround(roomId, { seq: 255 }))).toBe(255);
  expect([look(client).excerpt, ends(look(client))]).toEqual([null, [230, 302]]);
});

test("a number that is no message's opens at the nearest one, and an empty room at none", async () => {
  const client = await connect();
  expect(await after(client.loadAround(roomId, { seq: 2 }))).toBe(null);
  say(100);
  edit(20);
  say(50);
  expect(await after(client.loadAround(roomId, { seq: 103 }))).toBe(104);
  expect(await after(client.loadAround(roomId, { seq: 1 }))).toBe(3);
  expect(await after(client.loadAround(roomId, { seq: 9_999 }))).toBe(153);
});

test("a day opens at its first message, and a day after everything at the newest", async () => {
  say(300);
  const client = await connect();
  expect(await after(client.loadAround(roomId, { at: writtenAt(100) }))).toBe(100);
  expect(ends(look(client).excerpt)).toEqual([75, 124]);
  expect(await after(client.loadAround(roomId, { at: "2030-01-01T00:00:00Z" }))).toBe(302);
  expect(look(client).excerpt).toBe(null);
  expect(await after(client.loadAround(roomId, { at: "2020-01-01T00:00:00+02:00" }))).toBe(3);
});

test("who goes back to the newest messages while older ones are on their way stays there", async () => {
  say(300);
  const client = await connect();
  await after(client.openRoom(roomId));
  server.delay = () => 50;
  const first = client.loadAround(roomId, { seq: 40 });
  const second = client.loadAround(roomId, { seq: 100 });
  expect(await after(first)).toBe(null);
  expect([await second, ends(look(client).excerpt)]).toEqual([100, [75, 124]]);
  const third = client.loadAround(roomId, { seq: 180 });
  await clock.advance(60);
  client.leaveExcerpt(roomId);
  expect([await after(third), look(client).excerpt]).toEqual([null, null]);
});

test.each(["loadAround", "loadBefore", "loadAfter"] as const)(
  "SYN-4: what changes while %s is on its way is not shown as it was",
  async (load) => {
    say(400);
    const client = await connect();
    if (load !== "loadAround") await after(client.loadAround(roomId, { seq: 150 }));
    const seq = { loadAround: 150, loadBefore: 110, loadAfter: 190 }[load];
    server.delay = () => 50;
    const loaded: Promise<unknown> = load === "loadAround" ? client.loadAround(roomId, { seq }) : client[load](roomId);
    await clock.advance(60);
    server.delay = () => 0;
    edit(seq);
    await after(loaded);
    expect(text(look(client).excerpt, seq)).toBe("edited");
  },
);

test.each(["reset", "epoch"] as const)(
  "SYN-3, SYN-4: who reads in the past stays there when the room is loaded again (%s)",
  async (why) => {
    say(400);
    const client = await connect();
    await after(client.loadAround(roomId, { seq: 150 }));
    await after(client.loadAfter(roomId));
    server.delay = () => 50;
    if (why === "epoch") server.epoch = "another";
    if (why === "epoch") server.cut();
    else server.tell(me, "room.reset", { roomId, head: room.header.head });
    change(room, "message.edited", other, 150, { text: "missed" });
    for (let n = 0; n < 12; n += 1) {
      await clock.advance(50);
      expect(look(client).excerpt).not.toBe(null);
      edit(151 + n);
    }
    await clock.advance(10_000);
    expect(text(look(client).excerpt, 150)).toBe("missed");
    for (let n = 0; n < 12; n += 1) expect(text(look(client).excerpt, 151 + n)).toBe("edited");
    expect(ends(look(client).excerpt)).toEqual([125, 224]);
    expect(look(client).messages.at(-1)?.seq).toBe(402);
  },
);

test("who had scrolled up before hundreds of messages were missed is still there after them", async () => {
  say(60);
  const client = await connect();
  await after(client.openRoom(roomId));
  await after(client.loadBefore(roomId));
  const release = client.holdHistory(roomId);
  server.reachable = false;
  server.cut();
  say(600);
  server.reachable = true;
  client.retryNow();
  await clock.advance(5_000);
  expect(ends(look(client))).toEqual([613, 662]);
  expect(look(client).excerpt?.messages[0]?.seq).toBe(3);
  while (await after(client.loadAfter(roomId)));
  expect(ends(look(client))).toEqual([3, 662]);
  release();
});

test("a room that receives messages for hours keeps the newest ones, and all of them while somebody reads back", async () => {
  const client = await connect();
  await after(client.openRoom(roomId));
  say(1_000);
  await clock.advance(100);
  expect(look(client).messages.length).toBeLessThanOrEqual(550);
  expect(look(client)).toMatchObject({ hasBefore: true, unread: 1_000 });
  const release = client.holdHistory(roomId);
  const again = client.holdHistory(roomId);
  const [first] = ends(look(client)) ?? [];
  say(1_000);
  await clock.advance(100);
  expect(ends(look(client))).toEqual([first, 2_002]);
  release();
  release();
  say(1);
  await clock.advance(100);
  expect(ends(look(client))).toEqual([first, 2_003]);
  again();
  say(1);
  await clock.advance(100);
  expect(ends(look(client))).toEqual([1_505, 2_004]);
});

test("reading back for ever does not grow for ever, and loses neither the place nor the way back", async () => {
  say(4_000);
  const client = await connect();
  await after(client.openRoom(roomId));
  client.holdHistory(roomId);
  server.pageSize = 200;
  let most = 0;
  client.rooms.subscribe(() => {
    const { messages, excerpt } = look(client);
    most = Math.max(most, messages.length + (excerpt?.messages.length ?? 0));
  });
  let oldest = look(client).messages[0]?.seq ?? 0;
  while (await after(client.loadBefore(roomId))) {
    const { messages, excerpt } = look(client);
    const first = (excerpt ?? { messages }).messages[0]?.seq ?? 0;
    expect(first).toBeLessThan(oldest);
    oldest = first;
  }
  expect([oldest, look(client).excerpt?.messages.length]).toEqual([3, 1_000]);
  while (look(client).excerpt) await after(client.loadAfter(roomId));
  expect(ends(look(client))?.at(-1)).toBe(4_002);
  expect(most).toBeLessThanOrEqual(2_250);
});

test("who reads back in a room of endless talk keeps the place, while the newest messages come and go", async () => {
  say(100);
  const client = await connect();
  await after(client.openRoom(roomId));
  client.holdHistory(roomId);
  const [first] = ends(look(client)) ?? [];
  for (let n = 0; n < 10; n += 1) {
    say(500);
    await clock.advance(100);
  }
  expect(look(client).excerpt?.messages[0]?.seq).toBe(first);
  expect(look(client).messages.length).toBeLessThanOrEqual(550);
  expect(look(client).messages.at(-1)?.seq).toBe(5_102);
});

test("of many rooms the last ones looked at keep their messages, the others load again and count on", async () => {
  const client = await connect();
  say(60);
  await after(client.openRoom(roomId));
  const others = Array.from({ length: 31 }, addRoom);
  await clock.advance(1_000);
  const held = others[0]?.header.roomId ?? "";
  for (const { header } of others) {
    await after(client.openRoom(header.roomId));
    if (header.roomId === held) client.holdHistory(held);
  }
  expect(look(client)).toMatchObject({ messages: [], loaded: false, hasBefore: true, excerpt: null });
  expect(client.rooms.get().get(held)?.loaded).toBe(true);
  say(2);
  server.publish(room, remove(room, other, 10));
  await clock.advance(5_000);
  expect(look(client).unread).toBe(61);
  await after(client.openRoom(roomId));
  expect(ends(look(client))).toEqual([15, 64]);
  expect([...client.rooms.get().values()].filter(({ loaded }) => loaded).length).toBeLessThanOrEqual(31);
});

test("a load that fails again and again is told, goes on, and waits for nothing once there is a line again", async () => {
  say(10);
  let away = true;
  const fetch = server.fetch(me);
  const client = await connect({
    fetch: (input, init) =>
      away && String(input).includes("/messages") ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init),
  });
  const opened = client.openRoom(roomId);
  await clock.advance(100);
  expect(client.loadsFailing.get()).toBe(0);
  await clock.advance(60_000);
  expect(client.loadsFailing.get()).toBe(1);
  away = false;
  client.retryNow();
  await clock.advance(10);
  await opened;
  expect(look(client).loaded).toBe(true);
  expect(client.loadsFailing.get()).toBe(0);
});

test("who does not want to go elsewhere any more stays where they read", async () => {
  say(300);
  const client = await connect();
  await after(client.loadAround(roomId, { seq: 100 }));
  const going = client.loadAround(roomId, { seq: 200 });
  client.stay(roomId);
  expect(await after(going)).toBeNull();
  expect(ends(look(client).excerpt)).toEqual([75, 124]);
});
