/**
 * SYN-4 as a property: whatever the order in which live events, `sync`, pages and counters arrive, the client ends up with
 * what a client that loads everything afresh sees.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createGatewayClient } from "./gateway-client.ts";
import type { GatewayClient, RoomState } from "./public.ts";
import { fakeClock, settled } from "./testing/fake-clock.ts";
import { change, isMember, join, leave, type ModelRoom, myRoom, post, remove, rename } from "./testing/model-rooms.ts";
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
  "older",
  "cut",
  "away",
  "restore",
];
const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  room: fc.nat(2),
  pick: fc.nat(1000),
  pause: fc.constantFrom(0, 0, 1, 5, 20, 100, 700),
});

const history = {
  steps: fc.array(stepArbitrary, { minLength: 5, maxLength: 60 }),
  delays: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 30 }),
  maxEntities: fc.constantFrom(3, 500),
};

const comparable = (state: RoomState, from: number) => ({
  header: { ...state.room, lastReadSeq: 0, unread: 0, mentions: 0 },
  cursor: state.cursor,
  messages: state.messages.filter((message) => message.seq >= from),
  members: state.members && [...state.members.values()].sort((a, b) => a.userId.localeCompare(b.userId)),
  lastReadSeq: state.lastReadSeq,
  unread: state.unread,
  mentions: state.mentions,
});

function makeWorld(delays: readonly number[], maxEntities: number) {
  const clock = fakeClock();
  const server = new ModelServer(clock);
  let next = 0;
  server.delay = () => delays[next++ % delays.length] ?? 0;
  server.maxEntities = maxEntities;
  server.pageSize = 4;
  const [me, other] = [server.addUser(), server.addUser()];
  const rooms = [server.addRoom(me, other), server.addRoom(me, other), server.addRoom(other)];
  const connect = (): GatewayClient => {
    const link = server.openLink(me);
    return createGatewayClient({
      baseUrl: "http://model",
      fetch: server.fetch(me),
      clock,
      random: () => 0.3,
      ways: { websocket: link, sse: link, polling: link },
      timings: { idlePingMs: 1e9 },
    });
  };
  return { clock, server, me, other, rooms, connect };
}
type World = ReturnType<typeof makeWorld>;

function act({ server, me, other }: World, room: ModelRoom, client: GatewayClient, { kind, pick }: Step) {
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
  else if (kind === "cut") server.cut();
  else if (kind === "away") {
    server.reachable = false;
    server.cut();
  } else if (kind === "restore") server.epoch = `epoch-${pick}`;
}

test("SYN-4: live events, sync, pages and counters in any interleaving end in what a fresh client sees", async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(history), async ({ steps, delays, maxEntities }) => {
      const world = makeWorld(delays, maxEntities);
      const client = world.connect();
      client.start();
      for (const step of steps) {
        const room = world.rooms[step.room];
        if (room) act(world, room, client, step);
        await world.clock.advance(step.pause);
        world.server.reachable = true;
      }
      await world.clock.advance(120_000);
      await settled();

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
      }
      client.stop();
      fresh.stop();
    }),
    { numRuns: 300 },
  );
}, 60_000);
