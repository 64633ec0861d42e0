import { afterAll, expect, test, vi } from "vitest";
import { maxCatchUpEntities, maxSyncReplyBytes } from "#contract/limits.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createWorld } from "#test/support/world.ts";
import { createEpoch } from "./epoch.ts";

const database = await createTestDatabase();
const world = await createWorld(database.url);
afterAll(() => world.close());
const { ask, domain, store } = world;
const epoch = await store.epoch();

test("SYN-1: every room is answered: reset without a cursor, current at the head, caught up behind it", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const [unknown, current, behind] = [await world.room(ada), await world.room(ada), await world.room(ada)];
  await ask(ada, "sendMessage", behind.roomId, { text: "one" });
  await ask(ada, "addReaction", behind.roomId, { seq: 2, emoji: "👍" });
  await domain.putMember(ada, behind.roomId, bob.id, "member");
  await domain.updateRoom(ada, behind.roomId, { topic: "news" });
  const cursors = { [current.roomId]: 1, [behind.roomId]: 1 };
  const result = await store.sync(ada.id, ada.workspaceId, { epoch, cursors });
  const answers = new Map(result.rooms.map((room) => [room.roomId, room]));
  expect(answers.get(unknown.roomId)).toEqual({ roomId: unknown.roomId, status: "reset", head: 1 });
  expect(answers.get(current.roomId)).toEqual({ roomId: current.roomId, status: "current", head: 1 });
  expect(answers.get(behind.roomId)).toMatchObject({
    status: "caughtUp",
    head: 5,
    payload: {
      room: { topic: "news", changedSeq: 5 },
      members: [{ userId: bob.id, joinedSeq: 4 }],
      messages: [{ seq: 2, changedSeq: 3, reactions: [{ emoji: "👍", count: 1, userIds: [ada.id] }] }],
    },
  });
  expect(result.read).toEqual({ [unknown.roomId]: 1, [current.roomId]: 1, [behind.roomId]: 1 });
  expect(result.removed).toEqual([]);
});

test("SYN-1: a cursor above the head, below the latest joining, or of another epoch is a reset", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const room = await world.room(ada);
  await ask(bob, "joinRoom", room.roomId, {});
  await ask(bob, "leaveRoom", room.roomId, {});
  await ask(bob, "joinRoom", room.roomId, {});
  for (const [cursor, asked] of [
    [9, epoch],
    [2, epoch],
    [4, "another"],
    [4, undefined],
  ] as const) {
    const { rooms } = await store.sync(bob.id, bob.workspaceId, { epoch: asked, cursors: { [room.roomId]: cursor } });
    expect(rooms).toEqual([{ roomId: room.roomId, status: "reset", head: 4 }]);
  }
  const { rooms } = await store.sync(bob.id, bob.workspaceId, { epoch, cursors: { [room.roomId]: 4 } });
  expect(rooms).toMatchObject([{ status: "current" }]);
});

test("SEQ-7: to one who left, sync tells the seq of the leaving and nothing else", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const room = await world.room(ada, { memberIds: [bob.id] });
  await domain.removeMember(ada, room.roomId, bob.id);
  await ask(ada, "sendMessage", room.roomId, { text: "about bob" });
  const result = await store.sync(bob.id, bob.workspaceId, { epoch, cursors: { [room.roomId]: 1 } });
  expect(result).toMatchObject({ rooms: [], removed: [{ roomId: room.roomId, seq: 2 }], read: {} });
  expect(await store.catchUp(bob.id, room.roomId, 1)).toBeNull();
  await expect(domain.listMessages(bob, room.roomId, { limit: 50 })).rejects.toMatchObject({ code: "notFound" });
  await expect(domain.changes(bob, room.roomId, { since: 1 })).rejects.toMatchObject({ code: "notFound" });
});

test("SYN-1: more than 500 changed entities are a reset, 500 are not", async () => {
  const ada = await world.person();
  const room = await world.room(ada);
  const send = (count: number) =>
    Promise.all(Array.from({ length: count }, () => ask(ada, "sendMessage", room.roomId, { text: "x" })));
  await send(maxCatchUpEntities);
  expect(await store.catchUp(ada.id, room.roomId, 1)).toMatchObject({ status: "caughtUp" });
  expect(await store.changesAfter(room.roomId, 1)).toMatchObject({ kind: "changes", after: 1, head: 501 });
  await send(1);
  expect(await store.catchUp(ada.id, room.roomId, 1)).toEqual({ roomId: room.roomId, status: "reset", head: 502 });
  expect(await store.changesAfter(room.roomId, 1)).toEqual({ kind: "tooMany", head: 502 });
});

test("SYN-1: a reply stays under 256 KB: what does not fit is later, what never would is a reset", async () => {
  const ada = await world.person();
  const rooms = [await world.room(ada), await world.room(ada), await world.room(ada)];
  const huge = await world.room(ada);
  const text = "今".repeat(8000);
  for (const { roomId } of rooms)
    await Promise.all(Array.from({ length: 5 }, () => ask(ada, "sendMessage", roomId, { text })));
  await Promise.all(Array.from({ length: 12 }, () => ask(ada, "sendMessage", huge.roomId, { text })));
  const cursors: Record<string, number> = Object.fromEntries([...rooms, huge].map(({ roomId }) => [roomId, 1]));
  const seen = new Map<string, string>();
  for (let asked = 0; asked < 4 && seen.size < 4; asked++) {
    const result = await store.sync(ada.id, ada.workspaceId, { epoch, cursors });
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(maxSyncReplyBytes);
    for (const { roomId, status, head } of result.rooms) {
      if (status === "caughtUp" || status === "reset") seen.set(roomId, status);
      if (status === "caughtUp") cursors[roomId] = head;
    }
  }
  expect(seen.get(huge.roomId)).toBe("reset");
  for (const { roomId } of rooms) expect(seen.get(roomId)).toBe("caughtUp");
});

test("SYN-1: sync tells of people with whom one shares a room, and of oneself, when they changed", async () => {
  const [ada, bob, eve] = [await world.person(), await world.person(), await world.person()];
  await world.room(ada, { memberIds: [bob.id] });
  const { at, users } = await store.sync(ada.id, ada.workspaceId, {
    epoch,
    cursors: {},
    usersSince: "2020-01-01T00:00:00Z",
  });
  expect(users?.map(({ id }) => id).sort()).toEqual([ada.id, bob.id].sort());
  expect(users?.map(({ id }) => id)).not.toContain(eve.id);
  const later = new Date(Date.parse(at) + 3_600_000).toISOString();
  expect((await store.sync(ada.id, ada.workspaceId, { epoch, cursors: {}, usersSince: later })).users).toEqual([]);
  expect((await store.sync(ada.id, ada.workspaceId, { epoch, cursors: {} })).users).toBeUndefined();
});

test("SYN-1: people are told since any time that the protocol can say", async () => {
  const ada = await world.person();
  for (const [usersSince, told] of [
    ["0000-01-01T00:00:00Z", 1],
    ["2020-01-01T00:00:00+23:59", 1],
    ["9999-12-31T23:59:59-23:59", 0],
  ] as const) {
    const { users } = await store.sync(ada.id, ada.workspaceId, { epoch, cursors: {}, usersSince });
    expect([usersSince, users?.length]).toEqual([usersSince, told]);
  }
});

test("SYN-1: in so many rooms that a reply has no place left, those that are current stay what they are", async () => {
  const ada = await world.person();
  await world.pool.query(
    `WITH made AS (
       INSERT INTO rooms (id, workspace_id, slug, name, kind, head)
       SELECT gen_random_uuid(), workspace_id, 'choice-' || n, 'Choice', 'private', 7 FROM users, generate_series(1, 1900) n
       WHERE users.id = $1 RETURNING id)
     INSERT INTO memberships (room_id, user_id, changed_seq, joined_seq, notify, muted)
     SELECT id, $1, 1, 1, 'nothing', true FROM made`,
    [ada.id],
  );
  const all = await world.pool.query<{ id: string }>("SELECT id FROM rooms WHERE slug LIKE 'choice-%' ORDER BY id");
  const [behind, ...current] = all.rows.map(({ id }) => id);
  const cursors = { ...Object.fromEntries(current.map((id) => [id, 7])), [behind ?? ""]: 6 };
  const { rooms } = await store.sync(ada.id, ada.workspaceId, { epoch, cursors });
  expect(rooms.filter(({ status }) => status !== "current")).toEqual([{ roomId: behind, status: "reset", head: 7 }]);
});

test("SYN-3: another nonce is another epoch, and what was cached of the old one is told to go", async () => {
  let now = 0;
  const replaced = vi.fn();
  const read = createEpoch(world.pool, replaced, () => now);
  const before = await read();
  await world.pool.query("UPDATE server_state SET nonce = gen_random_uuid()");
  expect(await read()).toBe(before);
  now += 3_001;
  expect(await read()).not.toBe(before);
  expect(replaced).toHaveBeenCalledOnce();
});
