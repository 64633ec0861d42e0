/**
 * SYN-4 as a property: whatever the order in which live events, `sync`, pages and counters arrive, the client ends up with
 * what a client that loads everything afresh sees, wherever in the history it looks and whatever it let go of; and on the
 * way there no window ever has a hole.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Bounds } from "./bounds.ts";
import { createGatewayClient } from "./gateway-client.ts";
import type { GatewayClient, RoomState } from "./public.ts";
import { fakeClock, settled } from "./testing/fake-clock.ts";
import {
  change,
  isMember,
  join,
  leave,
  type ModelRoom,
  myRoom,
  post,
  remove,
  rename,
  reply,
  writtenAt,
} from "./testing/model-rooms.ts";
import { ModelServer } from "./testing/model-server.ts";

type Step = { readonly kind: string; readonly room: number; readonly pick: number; readonly pause: number };

const kinds = [
  "post",
  "post",
  "post",
  "mine",
  "mention",
  "edit",
  "unmention",
  "delete",
  "react",
  "rename",
  "join",
  "leave",
  "read",
  "unread",
  "choose",
  "chosen",
  "allRead",
  "open",
  "open",
  "older",
  "older",
  "newer",
  "newer",
  "newer",
  "around",
  "around",
  "around",
  "at",
  "newest",
  "hold",
  "release",
  "reply",
  "reset",
  "cut",
  "away",
  "restore",
];
const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  room: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
  // Few different ones, so that what is looked at is also what changes meanwhile.
  pick: fc.nat(20),
  pause: fc.constantFrom(0, 0, 1, 5, 10, 20, 30, 100, 700),
});

const history = {
  steps: fc.array(stepArbitrary, { minLength: 5, maxLength: 80, size: "max" }),
  /** Messages that were there before. */
  past: fc.nat(40),
  delays: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 30 }),
  maxEntities: fc.constantFrom(3, 500),
  gatherMs: fc.constantFrom(0, 250),
  /** Milliseconds that a page shows what REST said before it opens its connection; null where it opens it first. */
  early: fc.constantFrom(null, null, 0, 20, 50, 100, 300, 1_000),
};

/** So tight that everything is cut off all the time. */
const tight: Bounds = { newest: 5, slack: 2, held: 12, excerpt: 8, context: 2, rooms: 1 };

const comparable = (state: RoomState, from: number) => ({
  header: { ...state.room, lastReadSeq: 0, unread: 0, mentions: 0 },
  cursor: state.cursor,
  messages: state.messages.filter((message) => message.seq >= from),
  members: state.members && [...state.members.values()].sort((a, b) => a.userId.localeCompare(b.userId)),
  lastReadSeq: state.lastReadSeq,
  unread: state.unread,
  mentions: state.mentions,
});

function makeWorld(delays: readonly number[], maxEntities: number, past: number) {
  const clock = fakeClock();
  const server = new ModelServer(clock);
  let next = 0;
  server.delay = () => delays[next++ % delays.length] ?? 0;
  server.maxEntities = maxEntities;
  server.pageSize = 4;
  const [me, other] = [server.addUser(), server.addUser()];
  const rooms = [server.addRoom(me, other), server.addRoom(me, other), server.addRoom(other)];
  for (const [n, room] of rooms.entries())
    for (let seq = 0; seq < past; seq += 1) post(room, other, `past ${seq}`, `past-${n}-${seq}`);
  const connect = (bounds: Partial<Bounds> = {}, epoch?: string, gatherMs = 0): GatewayClient => {
    const link = server.openLink(me);
    return createGatewayClient({
      baseUrl: "http://model",
      fetch: server.fetch(me),
      clock,
      random: () => 0.3,
      ways: { websocket: link, sse: link, polling: link },
      timings: { idlePingMs: 1e9 },
      bounds,
      gatherMs,
      ...(epoch !== undefined && { epoch, userId: me }),
    });
  };
  const releases: (() => void)[] = [];
  return { clock, server, me, other, rooms, connect, releases };
}
type World = ReturnType<typeof makeWorld>;

function act({ server, me, other, releases }: World, room: ModelRoom, client: GatewayClient, { kind, pick }: Step) {
  const live = [...room.messages.values()].filter((message) => !message.deletedAt);
  const message = live[pick % Math.max(1, live.length)];
  const { roomId, head } = room.header;
  if (kind === "post") server.publish(room, post(room, other, `post ${pick}`, `r-${room.header.roomId}-${head}`));
  else if (kind === "mine" && isMember(room, me)) server.publish(room, post(room, me, "mine", `m-${roomId}-${head}`));
  else if (kind === "mention") server.publish(room, post(room, other, "you", `r-${roomId}-${head}`, [me]));
  else if (kind === "edit" && message)
    server.publish(
      room,
      change(room, "message.edited", other, message.seq, { text: `edited ${pick}`, mentions: [me] }),
    );
  else if (kind === "unmention" && message)
    server.publish(room, change(room, "message.edited", other, message.seq, { mentions: [] }));
  else if (kind === "delete" && message) server.publish(room, remove(room, other, message.seq));
  else if (kind === "react" && message)
    server.publish(
      room,
      change(room, "reaction.added", other, message.seq, { reactions: [{ emoji: "+1", count: pick, userIds: [] }] }),
    );
  else if (kind === "rename") server.publish(room, rename(room, other, `name ${pick}`));
  else if (kind === "join" && !isMember(room, me)) {
    const event = join(room, me);
    server.tell(me, "room.added", { room: myRoom(room, me), head: event.seq, seq: event.seq });
    server.publish(room, event);
  } else if (kind === "leave" && isMember(room, me)) {
    const event = leave(room, me);
    server.publish(room, event);
    server.tell(me, "room.removed", { roomId, seq: event.seq });
  } else if (kind === "read" && isMember(room, me)) server.read(room, me, head);
  else if (kind === "unread" && isMember(room, me)) server.read(room, me, pick % (head + 1));
  else if (kind === "choose")
    void client.setPreferences(roomId, pick % 2 ? { muted: pick % 3 === 0 } : { favourite: pick % 3 === 0 });
  else if (kind === "chosen" && isMember(room, me))
    server.choose(room, me, { notify: pick % 2 ? "all" : "nothing", muted: pick % 3 === 0 });
  else if (kind === "allRead") void client.markAllRead();
  else if (kind === "open") client.openRoom(roomId).catch(() => {});
  else if (kind === "older") client.loadBefore(roomId).catch(() => {});
  else if (kind === "newer") client.loadAfter(roomId).catch(() => {});
  else if (kind === "around") client.loadAround(roomId, { seq: message?.seq ?? pick }).catch(() => {});
  else if (kind === "at") client.loadAround(roomId, { at: writtenAt((pick * 3) % (head + 2)) }).catch(() => {});
  else if (kind === "newest") client.leaveExcerpt(roomId);
  else if (kind === "hold") releases.push(client.holdHistory(roomId));
  else if (kind === "release") releases.pop()?.();
  else if (kind === "reply" && message && message.threadSeq === undefined)
    server.publish(room, reply(room, other, "reply", `r-${roomId}-${head}`, message.seq));
  else if (kind === "reset") server.tell(me, "room.reset", { roomId, head });
  else if (kind === "cut") server.cut();
  else if (kind === "away") {
    server.reachable = false;
    server.cut();
  } else if (kind === "restore") server.epoch = `epoch-${pick}`;
}

/** Whatever is shown at any moment: each window holds all there is between its ends, and no more than it may. */
function expectWhole({ messages, excerpt, cursor, loaded, hasBefore }: RoomState, room: ModelRoom) {
  const between = (from: number, to: number) =>
    [...room.messages.keys()].filter((seq) => seq >= from && seq <= to).sort((a, b) => a - b);
  const seqs = messages.map(({ seq }) => seq);
  const first = hasBefore ? (seqs[0] ?? Infinity) : 0;
  expect(seqs).toEqual(loaded ? between(first, cursor) : []);
  if (!excerpt) return;
  const shown = excerpt.messages.map(({ seq }) => seq);
  const last = shown.at(-1) ?? -1;
  expect(shown).toEqual(between(excerpt.hasBefore ? (shown[0] ?? Infinity) : 0, last));
  expect({ loaded, hasAfter: excerpt.hasAfter, empty: shown.length === 0, apart: last < first }).toEqual({
    loaded: true,
    hasAfter: true,
    empty: false,
    apart: true,
  });
  // Parting leaves more than a load does; a page is 4 messages.
  expect(shown.length).toBeLessThanOrEqual(tight.held + 4);
  expect(seqs.length).toBeLessThanOrEqual(tight.held);
}

/** Joined again while a reload was told that the room is not there. */
const rejoined = {
  steps: ["post", "post", "post", "leave", "post", "post", "reset", "post", "join"].map((kind, index) => ({
    kind,
    room: 0,
    pick: 0,
    pause: index < 2 ? 700 : 0,
  })),
  past: 0,
  delays: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
  maxEntities: 3 as const,
  gatherMs: 0 as const,
  early: 1_000 as const,
};

/** Let go of while it is loaded, and loaded all the same: the next reload must not hide behind what it was. */
const letGo = {
  steps: (
    [
      ["post", 0, 700],
      ["restore", 0, 0],
      ["around", 1, 0],
      ["hold", 0, 30],
      ["newer", 0, 30],
      ["reset", 1, 0],
      ["post", 0, 20],
      ["open", 1, 0],
      ["around", 0, 0],
      ["away", 0, 0],
      ["post", 0, 700],
      ["post", 0, 0],
      ["post", 1, 0],
      ["post", 0, 0],
      ["post", 0, 0],
      ["post", 0, 0],
    ] as const
  ).map(([kind, room, pause]) => ({ kind, room, pick: 0, pause })),
  past: 0,
  delays: [13, 0, 0, 8, 0, 55, 0, 0],
  maxEntities: 3 as const,
  gatherMs: 0 as const,
  early: 0 as const,
};

test("SYN-4: live events, sync, pages, excerpts, cuts and counters in any interleaving end in what a fresh client sees", async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(history), async ({ steps, delays, maxEntities, past, early, gatherMs }) => {
      const world = makeWorld(delays, maxEntities, past);
      const client = world.connect(tight, early === null ? undefined : world.server.epoch, gatherMs);
      // Thrown in a listener, a failure would end in whatever happened to publish.
      const failures: unknown[] = [];
      client.rooms.subscribe(() => {
        try {
          for (const room of world.rooms) {
            const state = client.rooms.get().get(room.header.roomId);
            if (state) expectWhole(state, room);
          }
        } catch (failure) {
          failures.push(failure);
        }
      });
      client.start();
      if (early !== null) world.clock.after(early, () => client.connect());
      for (const step of steps) {
        const room = world.rooms[step.room];
        if (room) act(world, room, client, step);
        await world.clock.advance(step.pause);
        world.server.reachable = true;
      }
      await world.clock.advance(120_000);
      await settled();
      expect(failures).toEqual([]);

      const fresh = world.connect();
      fresh.start();
      await world.clock.advance(5_000);
      expect([...client.rooms.get().keys()].sort()).toEqual([...fresh.rooms.get().keys()].sort());
      for (const [roomId, state] of client.rooms.get()) {
        if (state.loaded) {
          const opened = fresh.openRoom(roomId);
          await world.clock.advance(5_000);
          await opened;
          for (let more = true; more; ) {
            const older = fresh.loadBefore(roomId);
            await world.clock.advance(5_000);
            more = await older;
          }
        }
        const truth = fresh.rooms.get().get(roomId);
        if (!truth) throw new Error("missing");
        const from = state.hasBefore ? (state.messages[0]?.seq ?? 0) : 0;
        expect(comparable(state, from)).toEqual(comparable(truth, from));
        for (const message of state.excerpt?.messages ?? [])
          expect(message).toEqual(truth.messages.find(({ seq }) => seq === message.seq));
      }
      client.stop();
      fresh.stop();
    }),
    { numRuns: 400, examples: [[rejoined], [letGo]] },
  );
}, 240_000);
