import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { codesOf, createWorld, eventsOf } from "#test/support/world.ts";

const database = await createTestDatabase();
const world = await createWorld(database.url);
afterAll(() => world.close());
const { ask, domain } = world;

const lastEvent = (roomId: string) => eventsOf(world.published, roomId).at(-1);

test("a room begins with its header and its people as one change", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const { room, created } = await domain.createRoom(ada, {
    name: "Über Ops",
    kind: "private",
    topic: "servers",
    memberIds: [bob.id, ada.id],
  });
  expect(created).toBe(true);
  expect(room).toMatchObject({
    slug: "uber-ops",
    kind: "private",
    history: "all",
    head: 1,
    changedSeq: 1,
    joinedSeq: 1,
    unread: 0,
    createdBy: ada.id,
    createdAt: expect.any(String),
  });
  expect(lastEvent(room.roomId)).toMatchObject({
    event: "room.created",
    seq: 1,
    payload: {
      room: { slug: "uber-ops", createdBy: ada.id, createdAt: room.createdAt },
      members: [
        { userId: ada.id, role: "owner" },
        { userId: bob.id, role: "member" },
      ],
    },
  });
  expect((await domain.listRooms(bob, {})).rooms.map(({ roomId }) => roomId)).toEqual([room.roomId]);
});

test("a name's slug is made unique; one that was asked for is a conflict", async () => {
  const ada = await world.person();
  const name = `Taken ${randomUUID().slice(0, 8)}`;
  const slugs = [await world.room(ada, { name }), await world.room(ada, { name })].map(({ slug }) => slug);
  expect(slugs[1]).toBe(`${slugs[0]}-2`);
  const again = domain.createRoom(ada, { name, kind: "public", ...(slugs[0] !== undefined && { slug: slugs[0] }) });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
  await expect(domain.createRoom(ada, { name, kind: "public", memberIds: [randomUUID()] })).rejects.toMatchObject({
    code: "invalidPayload",
  });
  await expect(domain.createRoom(await world.person("guest"), { name, kind: "public" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("the same people have one direct room, also when both ask at once", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const answers = await Promise.all([
    domain.createRoom(ada, { kind: "direct", memberIds: [bob.id] }),
    domain.createRoom(bob, { kind: "direct", memberIds: [ada.id] }),
    domain.createRoom(bob, { kind: "direct", memberIds: [ada.id, bob.id] }),
  ]);
  expect(new Set(answers.map(({ room }) => room.roomId)).size).toBe(1);
  expect(answers.filter(({ created }) => created)).toHaveLength(1);
  const { room } = await domain.createRoom(ada, { kind: "direct", memberIds: [bob.id] });
  expect(room).toMatchObject({ slug: "", name: "", kind: "direct", memberIds: [ada.id, bob.id].sort() });
  const eve = await world.person("admin");
  expect(
    new Set(
      await codesOf([
        ask(ada, "leaveRoom", room.roomId, {}),
        domain.updateRoom(ada, room.roomId, { name: "us" }),
        domain.putMember(ada, room.roomId, eve.id, "member"),
        domain.removeMember(ada, room.roomId, bob.id),
        domain.updateRoom(ada, room.roomId, { archived: true }),
      ]),
    ),
  ).toEqual(new Set(["conflict"]));
  expect(new Set(await codesOf([ask(eve, "joinRoom", room.roomId, {}), domain.getRoom(eve, room.roomId)]))).toEqual(
    new Set(["notFound"]),
  );
  await expect(domain.createRoom(ada, { kind: "direct", memberIds: [] })).rejects.toMatchObject({
    code: "invalidPayload",
  });
});

test("what a person may not see does not exist", async () => {
  const [ada, bob, guest] = [await world.person(), await world.person(), await world.person("guest")];
  const name = `Find me ${randomUUID().slice(0, 8)}`;
  const open = await world.room(ada, { name });
  const closed = await world.room(ada, { kind: "private", name });
  expect(await domain.getRoom(bob, open.slug)).not.toHaveProperty("joinedSeq");
  const hidden = [
    domain.getRoom(bob, closed.roomId),
    domain.getRoom(guest, open.roomId),
    ask(bob, "joinRoom", closed.roomId, {}),
    ask(guest, "joinRoom", open.roomId, {}),
    domain.listMembers(bob, open.roomId),
    domain.listMessages(bob, open.roomId, { limit: 50 }),
    domain.changes(bob, open.roomId, { since: 0 }),
    ask(bob, "markRead", open.roomId, { seq: 1 }),
    domain.updateRoom(bob, closed.roomId, { name: "mine" }),
    domain.getRoom(bob, "no-such-room"),
  ];
  expect(new Set(await codesOf(hidden))).toEqual(new Set(["notFound"]));
  const browse = async (actor: typeof ada, q: string) =>
    (await domain.listRooms(actor, { browse: "true", q })).rooms.map(({ roomId }) => roomId);
  expect(await browse(bob, name.toUpperCase())).toEqual([open.roomId]);
  expect(await browse(bob, "%")).toEqual([]);
  expect(await browse(guest, name)).toEqual([]);
  await domain.putMember(ada, closed.roomId, guest.id, "member");
  expect(await domain.getRoom(guest, closed.roomId)).toMatchObject({ joinedSeq: 2 });
});

test("roles: who gives them, who removes whom, and never a room without an owner", async () => {
  const [ada, bob, cid, dan] = [await world.person(), await world.person(), await world.person(), await world.person()];
  const { roomId } = await world.room(ada, { kind: "private", memberIds: [bob.id, cid.id] });
  await expect(domain.putMember(bob, roomId, dan.id, "member")).rejects.toMatchObject({ code: "forbidden" });
  expect(await domain.putMember(ada, roomId, bob.id, "moderator")).toMatchObject({ role: "moderator", changedSeq: 2 });
  expect(await domain.putMember(ada, roomId, bob.id, "moderator")).toMatchObject({ changedSeq: 2 });
  expect(await domain.putMember(bob, roomId, dan.id, "member")).toMatchObject({ role: "member", joinedSeq: 3 });
  await expect(domain.putMember(bob, roomId, dan.id, "owner")).rejects.toMatchObject({ code: "forbidden" });
  await expect(domain.removeMember(bob, roomId, ada.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(domain.removeMember(cid, roomId, dan.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(domain.putMember(ada, roomId, ada.id, "member")).rejects.toMatchObject({ code: "conflict" });
  await domain.removeMember(bob, roomId, dan.id);
  expect(lastEvent(roomId)).toMatchObject({
    event: "member.left",
    payload: { members: [{ userId: dan.id, leftSeq: 4 }] },
  });
  await ask(ada, "leaveRoom", roomId, {});
  expect(lastEvent(roomId)?.payload.members).toMatchObject(
    [
      { userId: ada.id, leftSeq: 5 },
      { userId: bob.id, role: "owner", changedSeq: 5 },
    ].sort((a, b) => (a.userId < b.userId ? -1 : 1)),
  );
  // SEQ-6: who left stays in the list.
  expect((await domain.listMembers(bob, roomId)).members.filter(({ leftAt }) => leftAt)).toHaveLength(2);
});

test("renaming and archiving: by whom, with which event, and nothing for nothing", async () => {
  const [ada, bob, boss] = [await world.person(), await world.person(), await world.person("admin")];
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  await expect(domain.updateRoom(bob, roomId, { name: "Bob's" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await domain.updateRoom(boss, roomId, { name: "Core", topic: "" })).toMatchObject({ name: "Core", head: 2 });
  expect(await domain.updateRoom(ada, roomId, { name: "Core" })).toMatchObject({ head: 2 });
  expect(await domain.updateRoom(boss, roomId, { archived: true })).toMatchObject({
    archivedAt: expect.any(String),
    head: 3,
  });
  expect(lastEvent(roomId)).toMatchObject({
    event: "room.archived",
    seq: 3,
    payload: { room: { archivedAt: expect.any(String) } },
  });
  await expect(ask(boss, "joinRoom", roomId, {})).rejects.toMatchObject({ code: "conflict" });
  expect(await domain.updateRoom(ada, roomId, { archived: false })).not.toHaveProperty("archivedAt");
  expect(lastEvent(roomId)).toMatchObject({ event: "room.updated", seq: 4 });
});

test("unread counts others' messages that can be seen, and mentions among them", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  for (const text of ["one", `two <@${bob.id}>`, "three"]) await ask(ada, "sendMessage", roomId, { text });
  await ask(bob, "sendMessage", roomId, { text: `mine <@${bob.id}>` });
  await ask(ada, "deleteMessage", roomId, { seq: 4 });
  expect(await domain.getRoom(bob, roomId)).toMatchObject({ unread: 2, mentions: 1, lastReadSeq: 1 });
  expect(await ask(bob, "markRead", roomId, { seq: 3 })).toMatchObject({ seq: 3 });
  expect(await domain.getRoom(bob, roomId)).toMatchObject({ unread: 0, mentions: 0, lastReadSeq: 3, head: 6 });
  expect(world.published.at(-1)).toMatchObject({
    kind: "user",
    userId: bob.id,
    event: { event: "read.updated", payload: { roomId, seq: 3 } },
  });
  expect(await ask(bob, "markRead", roomId, { seq: 2 })).toMatchObject({ seq: 3 });
  expect(await ask(bob, "markRead", roomId, { seq: 1, unread: true })).toMatchObject({ seq: 1 });
  expect(await ask(bob, "markRead", roomId, { seq: 999 })).toMatchObject({ seq: 6 });
});

test("a mention is counted however much was written after it", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  await ask(ada, "sendMessage", roomId, { text: `<@${bob.id}>, when you have a moment` });
  await Promise.all(Array.from({ length: 1_001 }, (_, n) => ask(ada, "sendMessage", roomId, { text: `more ${n}` })));
  expect(await domain.getRoom(bob, roomId)).toMatchObject({ unread: 1_000, mentions: 1 });
});

test("SEQ-7: where history begins with joining, earlier messages are hidden everywhere, a rejoining included", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const { roomId } = await world.room(ada, { history: "joining", memberIds: [bob.id] });
  await ask(ada, "sendMessage", roomId, { text: "early" });
  await ask(bob, "leaveRoom", roomId, {});
  await ask(ada, "sendMessage", roomId, { text: "while away" });
  expect(await ask(bob, "joinRoom", roomId, {})).toMatchObject({ seq: 5 });
  await ask(ada, "sendMessage", roomId, { text: "now" });
  await ask(ada, "editMessage", roomId, { seq: 2, text: "early, edited" });
  const { messages, hasBefore } = await domain.listMessages(bob, roomId, { limit: 50 });
  expect({ seqs: messages.map(({ seq }) => seq), hasBefore }).toEqual({ seqs: [6], hasBefore: false });
  expect(await domain.changes(bob, roomId, { since: 5 })).toMatchObject({
    status: "caughtUp",
    head: 7,
    payload: { messages: [{ seq: 6 }] },
  });
  expect(await domain.getRoom(bob, roomId)).toMatchObject({ unread: 1, joinedSeq: 5 });
  expect(
    new Set(
      await codesOf([
        ask(bob, "addReaction", roomId, { seq: 2, emoji: "👀" }),
        ask(bob, "sendMessage", roomId, { text: "re", threadSeq: 2 }),
      ]),
    ),
  ).toEqual(new Set(["notFound"]));
  expect((await domain.listMessages(ada, roomId, { limit: 50 })).messages).toHaveLength(3);
});
