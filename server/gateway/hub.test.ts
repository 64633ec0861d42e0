import { beforeEach, expect, test, vi } from "vitest";
import type { States } from "#contract/commands.ts";
import type { DurableEnvelope } from "#contract/events.ts";
import { defaultLimits } from "#contract/limits.ts";
import type { Changes, GatewayReads, Place } from "#server/domain/ports.ts";
import { Connection } from "./connection.ts";
import type { Encoded } from "./frame.ts";
import { Hub } from "./hub.ts";

const room = "00000000-0000-7000-8000-000000000001";
const at = "2026-01-01T00:00:00.000Z";

let database: { head: number; payload: States };
let reads: GatewayReads;
let left: string[];
let joined: string[];

const changesAfter = vi.fn(
  async (_: string, after: number): Promise<Changes> => ({
    kind: "changes",
    after,
    head: database.head,
    payload: database.payload,
  }),
);

beforeEach(() => {
  vi.useFakeTimers();
  changesAfter.mockClear();
  database = { head: 0, payload: {} };
  left = [];
  joined = [];
  const unused = () => Promise.reject(new Error("not asked"));
  reads = {
    places: unused,
    myRoom: unused,
    heads: async (ids) => new Map(ids.map((id) => [id, database.head])),
    changesAfter,
    catchUp: unused,
    resolveRoom: unused,
    knownRoom: () => undefined,
    epoch: unused,
  };
  return () => vi.useRealTimers();
});

const makeHub = () =>
  new Hub({
    reads,
    listener: {
      joined: (_, userId) => joined.push(userId),
      left: (connection, _, seq) => left.push(`${connection.actor.name} at ${seq}`),
      uncertain: () => {},
    },
    onError: (error) => {
      throw error;
    },
  });

function person(name: string): { connection: Connection; seqs: () => number[]; events: () => DurableEnvelope[] } {
  const frames: Encoded[] = [];
  const actor = {
    id: `00000000-0000-7000-8000-0000000000${name.length}0`,
    workspaceId: "w",
    name,
    role: "member",
    bot: false,
  } as const;
  const connection = new Connection({
    identity: { actor, credential: { kind: "token", tokenId: "t" } },
    link: { kind: "websocket", send: (frame) => frames.push(frame), bufferedBytes: () => 0, close: () => {} },
    origin: { address: "127.0.0.1", userAgent: "" },
    limits: defaultLimits,
  });
  const events = () => frames.map((frame) => JSON.parse(frame.json));
  return { connection, events, seqs: () => events().map((event) => event.seq) };
}

const place = (history: Place["history"] = "all", joinedSeq = 1): Place => ({
  roomId: room,
  slug: "r",
  history,
  joinedSeq,
  head: 0,
});

function follow(hub: Hub, who: ReturnType<typeof person>, head: number, where = place()): void {
  const subscription = hub.subscribe(who.connection, where);
  hub.startAt(room, head);
  who.connection.follow(subscription, head);
}

const event = (seq: number, more: Partial<DurableEnvelope> = {}): DurableEnvelope => ({
  v: 1,
  type: "event",
  event: "message.created",
  roomId: room,
  seq,
  timestamp: at,
  payload: {},
  ...more,
});

test("SEQ-4: events reach a connection in seq order, each once, however the broker brings them", () => {
  const hub = makeHub();
  const anna = person("Anna");
  follow(hub, anna, 0);
  for (const seq of [1, 3, 2, 2, 1, 4]) hub.accept(event(seq));
  expect(anna.seqs()).toEqual([1, 2, 3, 4]);
});

test("SEQ-4: a lost publish is read from the database and comes as room.changed with its range", async () => {
  const hub = makeHub();
  const anna = person("Anna");
  follow(hub, anna, 0);
  hub.accept(event(1));
  database = { head: 4, payload: {} };
  hub.accept(event(4));
  await vi.advanceTimersByTimeAsync(40);
  expect(anna.events().at(-1)).toMatchObject({ event: "room.changed", after: 1, seq: 4 });
  expect(anna.seqs()).toEqual([1, 4]);
  hub.accept(event(5));
  expect(anna.seqs()).toEqual([1, 4, 5]);
});

test("SEQ-4: a gap that opens while another one is being read is filled as soon", async () => {
  const hub = makeHub();
  const anna = person("Anna");
  follow(hub, anna, 0);
  hub.accept(event(2));
  database = { head: 2, payload: {} };
  changesAfter.mockImplementationOnce(async (_, after) => {
    const read = { kind: "changes" as const, after, head: 2, payload: {} };
    // What was missing comes after all, and the next one is lost.
    hub.accept(event(1));
    hub.accept(event(4));
    database = { head: 4, payload: {} };
    return read;
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(anna.seqs()).toEqual([1, 2, 4]);
});

test("SEQ-4: who was still opening when the room was reset is caught up", async () => {
  const hub = makeHub();
  const [anna, bo] = [person("Anna"), person("Bo")];
  follow(hub, anna, 0);
  const opening = hub.subscribe(bo.connection, place());
  const lagging = vi.fn();
  bo.connection.onLagging = lagging;
  changesAfter.mockImplementationOnce(async () => ({ kind: "tooMany", head: 900 }));
  hub.accept(event(900));
  await vi.advanceTimersByTimeAsync(40);
  bo.connection.follow(opening, 0);
  expect(lagging).toHaveBeenCalledOnce();
  expect(opening.missed).toBe(900);
});

test("SEQ-4: in a quiet room the regular comparison of heads notices a lost publish", async () => {
  const hub = makeHub();
  const anna = person("Anna");
  follow(hub, anna, 0);
  database = { head: 2, payload: {} };
  await hub.checkHeads();
  await vi.advanceTimersByTimeAsync(40);
  expect(anna.events()).toMatchObject([{ event: "room.changed", after: 0, seq: 2 }]);
});

test("CON-1: what is committed while a connection opens comes after hello, and what the head contains does not", () => {
  const hub = makeHub();
  const anna = person("Anna");
  const subscription = hub.subscribe(anna.connection, place());
  hub.accept(event(7));
  hub.accept(event(8));
  hub.startAt(room, 7);
  expect(anna.seqs()).toEqual([]);
  anna.connection.follow(subscription, 7);
  expect(anna.seqs()).toEqual([8]);
});

test("SEQ-7: who leaves gets the leaving and nothing after it, and others go on", () => {
  const hub = makeHub();
  const [anna, bo] = [person("Anna"), person("Bo")];
  follow(hub, anna, 0);
  follow(hub, bo, 0);
  const leaving = {
    roomId: room,
    userId: bo.connection.actor.id,
    role: "member",
    changedSeq: 2,
    joinedSeq: 1,
    leftSeq: 2,
    leftAt: at,
  } as const;
  hub.accept(event(1));
  hub.accept(event(3));
  hub.accept(event(2, { event: "member.left", payload: { members: [leaving] } }));
  expect(bo.seqs()).toEqual([1, 2]);
  expect(anna.seqs()).toEqual([1, 2, 3]);
  expect(left).toEqual(["Bo at 2"]);
});

test("SEQ-7: a rebuilt range that reaches past someone's leaving is not theirs", async () => {
  const hub = makeHub();
  const bo = person("Bo");
  follow(hub, bo, 0);
  const leaving = {
    roomId: room,
    userId: bo.connection.actor.id,
    role: "member",
    changedSeq: 2,
    joinedSeq: 1,
    leftSeq: 2,
    leftAt: at,
  } as const;
  database = { head: 5, payload: { members: [leaving] } };
  hub.accept(event(5));
  await vi.advanceTimersByTimeAsync(40);
  expect(bo.seqs()).toEqual([]);
  expect(left).toEqual(["Bo at 2"]);
});

test("SEQ-7: a rebuilt range in which someone left and came back is not told by their old joining", async () => {
  const hub = makeHub();
  const [anna, bo] = [person("Anna"), person("Bo")];
  follow(hub, anna, 0, place("joining", 1));
  follow(hub, bo, 0, place("joining", 1));
  const back = { roomId: room, userId: bo.connection.actor.id, role: "member", changedSeq: 4, joinedSeq: 4 } as const;
  database = { head: 5, payload: { members: [back] } };
  hub.accept(event(5));
  await vi.advanceTimersByTimeAsync(40);
  expect(anna.seqs()).toEqual([5]);
  expect(bo.seqs()).toEqual([]);
  expect(joined).toEqual([back.userId]);
});

test("SEQ-7: in a room that shows history from joining on, an old message's edit comes as an empty event", () => {
  const hub = makeHub();
  const [anna, bo] = [person("Anna"), person("Bo")];
  follow(hub, anna, 9, place("joining", 1));
  follow(hub, bo, 9, place("joining", 5));
  const message = {
    roomId: room,
    seq: 3,
    changedSeq: 10,
    authorId: anna.connection.actor.id,
    text: "edited",
    requestId: "r",
    replyCount: 0,
    reactions: [],
    mentions: [],
    attachments: [],
    createdAt: at,
    editedAt: at,
  };
  hub.accept(event(10, { event: "message.edited", payload: { messages: [message] } }));
  expect(anna.events()[0]?.payload.messages).toHaveLength(1);
  expect(bo.events().map(({ seq, payload }) => [seq, payload])).toEqual([[10, {}]]);
});

test("a joining is announced even where nobody on this node follows the room yet", () => {
  const hub = makeHub();
  const member = {
    roomId: room,
    userId: person("Bo").connection.actor.id,
    role: "member",
    changedSeq: 4,
    joinedSeq: 4,
  } as const;
  hub.accept(event(4, { event: "member.joined", payload: { members: [member] } }));
  expect(joined).toEqual([member.userId]);
});

test("a room with thousands of followers is served in slices, in order", async () => {
  vi.useRealTimers();
  const hub = makeHub();
  const people = Array.from({ length: 600 }, () => person("Crowd"));
  for (const one of people) follow(hub, one, 0);
  for (const seq of [1, 2, 3]) hub.accept(event(seq));
  expect(people.at(-1)?.seqs()).toEqual([]);
  await expect.poll(() => people.at(-1)?.seqs()).toEqual([1, 2, 3]);
  expect(people.every((one) => one.seqs().join() === "1,2,3")).toBe(true);
});
