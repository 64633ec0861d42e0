/** A page shows what came with it; what speaks to the server follows, however long that takes. */
import { expect, test } from "vitest";
import type { FirstAnswers } from "./first-answers.ts";
import { laterWire } from "./later-wire.ts";
import { settle } from "./options.ts";
import type { Rest } from "./rest.ts";
import { createStore } from "./store.ts";
import { type FakeClock, fakeClock, settled } from "./testing/fake-clock.ts";
import type { Wire, WireLine, WireLineOptions } from "./wire.ts";

const first: FirstAnswers = {
  "rooms.list": { rooms: [] },
  "users.list": { users: [] },
  room: {
    roomId: "r1",
    "messages.list": { messages: [], head: 7, hasBefore: false, hasAfter: false },
    "members.list": { members: [], head: 7 },
  },
};
const nothing: WireLineOptions = {
  probe: async () => "ok",
  event: () => {},
  use: () => {},
  poll: async () => false,
  greeting: (hello) => hello,
  notes: () => [],
  heard: () => {},
};

/** A wire that is away until `there` says so, and writes down what is asked over it. */
function page(clock: FakeClock, online = () => true) {
  const asked: string[] = [];
  const did: string[] = [];
  const world = { there: false, loads: 0 };
  const rest: Rest = async (route) => {
    asked.push(route);
    return { ok: false, status: 503, error: { code: "overloaded", message: "", retryable: true } };
  };
  const real: WireLine = {
    view: createStore({ state: "live" as const }),
    begin: () => void did.push("begin"),
    take: ({ type }) => void did.push(type),
    current: () => null,
    check: () => {},
    leads: () => true,
    tell: () => {},
  };
  const load = async (): Promise<Wire> => {
    world.loads += 1;
    if (!world.there) throw new Error("away");
    return { rest, understand: (_action, payload) => payload as never, line: () => real };
  };
  const surroundings = { online, watched: () => true, listen: () => () => {} };
  return { asked, did, world, wire: laterWire(load, settle({ clock, random: () => 1, surroundings }), first) };
}

test("each answer that came with the page is given once, and nothing is loaded for it", async () => {
  const { wire, asked, world } = page(fakeClock());
  const room = { params: { room: "r1" } };
  expect(await wire.rest("rooms.list")).toMatchObject({ ok: true, answer: { rooms: [] } });
  expect(await wire.rest("users.list")).toMatchObject({ ok: true, answer: { users: [] } });
  expect(await wire.rest("messages.list", { ...room, query: { limit: 50 } })).toMatchObject({ answer: { head: 7 } });
  expect(await wire.rest("members.list", room)).toMatchObject({ answer: { head: 7 } });
  expect(world.loads).toBe(0);

  world.there = true;
  expect((await wire.rest("rooms.list")).ok).toBe(false);
  expect(asked).toEqual(["rooms.list"]);
});

test("another question is asked: an older page, history around a message, another room", async () => {
  const { wire, asked, world } = page(fakeClock());
  world.there = true;
  await wire.rest("messages.list", { params: { room: "r1" }, query: { limit: 50, before: 5 } });
  await wire.rest("messages.list", { params: { room: "r2" }, query: { limit: 50 } });
  expect(asked).toEqual(["messages.list", "messages.list"]);
});

test("once the server can be asked, what came with the page is no longer given for news", async () => {
  const { wire, asked, world } = page(fakeClock());
  world.there = true;
  await wire.rest("me.get");
  await wire.rest("rooms.list");
  expect(asked).toEqual(["me.get", "rooms.list"]);
});

test("FB-5: while the server is away it is tried again and said so; Retry now does not wait", async () => {
  const clock = fakeClock();
  const { wire, did, world } = page(clock);
  const line = wire.line(nothing);
  expect(line.view.get()).toEqual({ state: "connecting" });
  line.begin();
  await settled();
  expect(world.loads).toBe(1);
  expect(line.view.get()).toEqual({ state: "reconnecting", retryAt: clock.now() + 700 });
  await clock.advance(700);
  expect(world.loads).toBe(2);

  world.there = true;
  line.take({ type: "retryNow" });
  await settled();
  expect(world.loads).toBe(3);
  expect(did).toEqual(["begin"]);
  expect(line.view.get()).toEqual({ state: "live" });
});

test("offline is said to be that", async () => {
  const { wire } = page(fakeClock(), () => false);
  const line = wire.line(nothing);
  line.begin();
  await settled();
  expect(line.view.get()).toEqual({ state: "offline" });
});

test("a page that is left before it is loaded does not begin", async () => {
  const clock = fakeClock();
  const { wire, did, world } = page(clock);
  const line = wire.line(nothing);
  line.begin();
  line.take({ type: "stop" });
  world.there = true;
  await clock.advance(60_000);
  expect(did).toEqual([]);
  line.begin();
  expect(did).toEqual(["begin"]);
});

test("what cannot be asked in time is answered with a timeout", async () => {
  const clock = fakeClock();
  const { wire } = page(clock);
  const answer = wire.rest("me.get");
  await clock.advance(10_000);
  expect(await answer).toMatchObject({ ok: false, status: 0, error: { code: "timeout" } });
});
