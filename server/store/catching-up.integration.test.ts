import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { States } from "#contract/commands.ts";
import type { Member, Message, Room } from "#contract/entities.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createWorld, eventsOf } from "#test/support/world.ts";

const database = await createTestDatabase();
const world = await createWorld(database.url);
afterAll(() => world.close());
const { ask, domain, store } = world;

/** The simplest client that follows the rules: of each entity the state with the highest changedSeq. */
class Follower {
  cursor: number | undefined;
  readonly entities = new Map<string, Room | Member | Message>();

  apply({ room, members = [], messages = [] }: States): void {
    if (room) this.keep("room", { ...room, head: 0 });
    for (const { ...member } of members) this.keep(member.userId, member);
    for (const message of messages) this.keep(`${message.seq}`, message);
  }

  private keep(key: string, entity: Room | Member | Message): void {
    const known = this.entities.get(key);
    if (!known || entity.changedSeq >= known.changedSeq) this.entities.set(key, entity);
  }

  drop(): void {
    this.cursor = undefined;
    this.entities.clear();
  }

  get state(): unknown {
    return [...this.entities].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

async function load(follower: Follower, actor: Actor, roomId: string): Promise<void> {
  const { slug, name, topic, kind, history, archivedAt, createdAt, createdBy, head, changedSeq } = await domain.getRoom(
    actor,
    roomId,
  );
  const made = { ...(createdAt && { createdAt }), ...(createdBy && { createdBy }) };
  follower.drop();
  follower.apply({
    room: { roomId, slug, name, topic, kind, history, ...(archivedAt && { archivedAt }), ...made, head, changedSeq },
  });
  const { members, head: membersHead } = await domain.listMembers(actor, roomId);
  const { messages, head: pageHead } = await domain.listMessages(actor, roomId, { limit: 200 });
  follower.apply({ members, messages });
  follower.cursor = Math.min(head, membersHead, pageHead);
}

async function synchronize(follower: Follower, actor: Actor, roomId: string): Promise<void> {
  const cursors = follower.cursor === undefined ? {} : { [roomId]: follower.cursor };
  const { rooms, removed } = await store.sync(actor.id, actor.workspaceId, { epoch: await store.epoch(), cursors });
  const answer = rooms.find((room) => room.roomId === roomId);
  if (!answer)
    return removed.some((room) => room.roomId === roomId) || follower.cursor === undefined
      ? follower.drop()
      : undefined;
  if (answer.status === "reset") return load(follower, actor, roomId);
  if (answer.payload) follower.apply(answer.payload);
  follower.cursor = answer.head;
}

/** Random deeds are often refused; anything else is a failure of the test. */
const unlessRefused = (error: unknown) => {
  if (!(error instanceof DomainError) || error.code === "internal") throw error;
};

const seq = fc.integer({ min: 2, max: 25 });
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("send" as const), by: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reply" as const), by: fc.nat(2), seq }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("edit", "delete", "react", "unreact" as const), by: fc.nat(2), seq }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("leave", "remove", "add", "promote", "rename" as const),
      by: fc.nat(2),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;
/** What the follower does between them: hears all events since, hears nothing, or asks. */
const follow = fc.constantFrom("listen", "miss", "sync" as const);
const deeds = fc.array(fc.oneof({ weight: 4, arbitrary: act }, { weight: 1, arbitrary: follow }), {
  minLength: 5,
  maxLength: 40,
});

test.each(["all", "joining"] as const)(
  "SYN-4: what was kept + events + sync = what is loaded fresh, in any history (history: %s)",
  async (history) => {
    const people = [await world.person(), await world.person(), await world.person()] as const;
    const [owner, me] = people;
    const perform = async (roomId: string, each: Act, n: number): Promise<unknown> => {
      const actor = people[each.by] ?? owner;
      switch (each.kind) {
        case "send":
          return ask(actor, "sendMessage", roomId, { text: `message ${n}` });
        case "reply":
          return ask(actor, "sendMessage", roomId, { text: `reply ${n}`, threadSeq: each.seq });
        case "edit":
          return ask(actor, "editMessage", roomId, { seq: each.seq, text: `edited ${n}` });
        case "delete":
          return ask(actor, "deleteMessage", roomId, { seq: each.seq });
        case "react":
          return ask(actor, "addReaction", roomId, { seq: each.seq, emoji: "🦊" });
        case "unreact":
          return ask(actor, "removeReaction", roomId, { seq: each.seq, emoji: "🦊" });
        case "leave":
          return ask(actor, "leaveRoom", roomId, {});
        case "remove":
          return domain.removeMember(owner, roomId, me.id);
        case "add":
          return domain.putMember(owner, roomId, me.id, "member");
        case "promote":
          return domain.putMember(owner, roomId, me.id, n % 2 ? "moderator" : "member");
        case "rename":
          return domain.updateRoom(actor, roomId, { name: `Room ${n}` });
      }
    };
    await fc.assert(
      fc.asyncProperty(deeds, async (chosen) => {
        const { roomId } = await world.room(owner, { history, memberIds: people.slice(1).map(({ id }) => id) });
        const follower = new Follower();
        await synchronize(follower, me, roomId);
        let heard = eventsOf(world.published, roomId).length;
        for (const [n, each] of chosen.entries()) {
          if (each === "sync") await synchronize(follower, me, roomId);
          else if (each === "miss") heard = eventsOf(world.published, roomId).length;
          else if (each === "listen") {
            const place = (await store.places(me.id)).find((room) => room.roomId === roomId);
            const events = eventsOf(world.published, roomId);
            for (const event of place ? events.slice(heard) : []) {
              if (follower.cursor === undefined || event.seq - 1 > follower.cursor)
                await synchronize(follower, me, roomId);
              const floor = history === "joining" ? (place?.joinedSeq ?? 0) : 0;
              const messages = event.payload.messages?.filter((message) => message.seq > floor) ?? [];
              follower.apply({ ...event.payload, messages });
              follower.cursor = Math.max(follower.cursor ?? 0, event.seq);
            }
            heard = events.length;
          } else await perform(roomId, each, n).catch(unlessRefused);
        }
        await synchronize(follower, me, roomId);
        const fresh = new Follower();
        if ((await store.places(me.id)).some((room) => room.roomId === roomId)) await load(fresh, me, roomId);
        expect(follower.state).toEqual(fresh.state);
      }),
      { numRuns: 30 },
    );
  },
  60_000,
);
