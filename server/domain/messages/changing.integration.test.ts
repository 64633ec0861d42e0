import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { codesOf, createWorld, eventsOf } from "#test/support/world.ts";

const database = await createTestDatabase();
const world = await createWorld(database.url);
afterAll(() => world.close());
const { ask, domain } = world;

const [ada, bob] = [await world.person(), await world.person()];
const lastEvent = (roomId: string) => eventsOf(world.published, roomId).at(-1);

test("SEQ-1: what changes nothing takes no number, and answers with the entity's", async () => {
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  await ask(ada, "sendMessage", roomId, { text: "one" });
  expect(await ask(bob, "addReaction", roomId, { seq: 2, emoji: "👍" })).toMatchObject({ seq: 3 });
  const nothings = [
    ask(bob, "addReaction", roomId, { seq: 2, emoji: "👍" }),
    ask(bob, "removeReaction", roomId, { seq: 2, emoji: "👎" }),
    ask(ada, "editMessage", roomId, { seq: 2, text: "one" }),
  ];
  expect(await Promise.all(nothings)).toMatchObject([{ seq: 3 }, { seq: 3 }, { seq: 3 }]);
  expect(await ask(bob, "joinRoom", roomId, {})).toMatchObject({ seq: 1 });
  expect((await domain.getRoom(ada, roomId)).head).toBe(3);
});

test("SEQ-3: an event carries the full state of what it touched", async () => {
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  await ask(ada, "sendMessage", roomId, { text: "one" });
  await ask(bob, "addReaction", roomId, { seq: 2, emoji: "🎉" });
  await ask(ada, "addReaction", roomId, { seq: 2, emoji: "👍" });
  await ask(ada, "addReaction", roomId, { seq: 2, emoji: "🎉" });
  await ask(ada, "editMessage", roomId, { seq: 2, text: `for <@${bob.id}>` });
  expect(lastEvent(roomId)).toMatchObject({ event: "message.edited", seq: 6, actorId: ada.id });
  expect(lastEvent(roomId)?.payload.messages).toEqual([
    {
      roomId,
      seq: 2,
      changedSeq: 6,
      authorId: ada.id,
      text: `for <@${bob.id}>`,
      requestId: expect.any(String),
      replyCount: 0,
      reactions: [
        { emoji: "🎉", count: 2, userIds: [bob.id, ada.id] },
        { emoji: "👍", count: 1, userIds: [ada.id] },
      ],
      mentions: [bob.id],
      attachments: [],
      createdAt: expect.any(String),
      editedAt: expect.any(String),
    },
  ]);
});

test("SEQ-6: a deleted message stays as a tombstone that nothing more is done to", async () => {
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  await ask(ada, "sendMessage", roomId, { text: `secret <@${bob.id}>` });
  await ask(bob, "addReaction", roomId, { seq: 2, emoji: "👀" });
  await expect(ask(bob, "deleteMessage", roomId, { seq: 2 })).rejects.toMatchObject({ code: "forbidden" });
  await ask(ada, "deleteMessage", roomId, { seq: 2 });
  const { messages } = await domain.listMessages(bob, roomId, { limit: 50 });
  expect(messages).toMatchObject([
    { seq: 2, changedSeq: 4, text: "", mentions: [], reactions: [], deletedAt: expect.any(String) },
  ]);
  expect(
    new Set(
      await codesOf([
        ask(bob, "addReaction", roomId, { seq: 2, emoji: "👀" }),
        ask(ada, "editMessage", roomId, { seq: 2, text: "back" }),
        ask(ada, "sendMessage", roomId, { text: "re", threadSeq: 2 }),
      ]),
    ),
  ).toEqual(new Set(["conflict"]));
  expect(await ask(ada, "deleteMessage", roomId, { seq: 2 })).toMatchObject({ seq: 4 });
});

test("who may change a message: its author, and to delete it a moderator, the server's admins included", async () => {
  const boss = await world.person("admin");
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  await ask(bob, "sendMessage", roomId, { text: "bob's" });
  await ask(bob, "sendMessage", roomId, { text: "bob's, too" });
  await expect(ask(ada, "editMessage", roomId, { seq: 2, text: "ada's" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(ask(boss, "sendMessage", roomId, { text: "outside" })).rejects.toMatchObject({ code: "notFound" });
  await expect(ask(ada, "editMessage", roomId, { seq: 99, text: "none" })).rejects.toMatchObject({ code: "notFound" });
  await ask(ada, "deleteMessage", roomId, { seq: 2 });
  await ask(boss, "deleteMessage", roomId, { seq: 3 });
});

test("a reply and its count are one change, and the count follows a deletion", async () => {
  const { roomId } = await world.room(ada, { memberIds: [bob.id] });
  await ask(ada, "sendMessage", roomId, { text: "question" });
  const key = randomUUID();
  const first = await domain.sendMessage(bob, roomId, { text: "answer", threadSeq: 2, requestId: key });
  expect(first).toMatchObject({ repeated: false, message: { seq: 3, threadSeq: 2, text: "answer" } });
  expect(lastEvent(roomId)).toMatchObject({
    event: "message.created",
    payload: { messages: [{ seq: 2, replyCount: 1, changedSeq: 3 }, first.message] },
  });
  expect(await domain.sendMessage(bob, roomId, { text: "answer", threadSeq: 2, requestId: key })).toEqual({
    ...first,
    repeated: true,
  });
  await expect(ask(ada, "sendMessage", roomId, { text: "deeper", threadSeq: 3 })).rejects.toMatchObject({
    code: "invalidPayload",
  });
  await ask(bob, "deleteMessage", roomId, { seq: 3 });
  expect(lastEvent(roomId)?.payload.messages).toMatchObject([
    { seq: 2, replyCount: 0 },
    { seq: 3, text: "" },
  ]);
});

test("pages say exactly whether there is more, on either side", async () => {
  const { roomId } = await world.room(ada);
  await Promise.all(Array.from({ length: 10 }, (_, n) => ask(ada, "sendMessage", roomId, { text: `${n}` })));
  const page = async (query: { before?: number; after?: number; around?: number; limit: number }) => {
    const { messages, hasBefore, hasAfter, head } = await domain.listMessages(ada, roomId, query);
    expect(head).toBe(11);
    return [messages.map(({ seq }) => seq), hasBefore, hasAfter];
  };
  expect(await page({ limit: 3 })).toEqual([[9, 10, 11], true, false]);
  expect(await page({ limit: 10 })).toEqual([[2, 3, 4, 5, 6, 7, 8, 9, 10, 11], false, false]);
  expect(await page({ before: 5, limit: 3 })).toEqual([[2, 3, 4], false, true]);
  expect(await page({ before: 6, limit: 3 })).toEqual([[3, 4, 5], true, true]);
  expect(await page({ after: 8, limit: 3 })).toEqual([[9, 10, 11], true, false]);
  expect(await page({ after: 1, limit: 3 })).toEqual([[2, 3, 4], false, true]);
  expect(await page({ around: 6, limit: 4 })).toEqual([[4, 5, 6, 7], true, true]);
  expect(await page({ around: 2, limit: 4 })).toEqual([[2, 3, 4, 5], false, true]);
  expect(await page({ before: 1, limit: 3 })).toEqual([[], false, true]);
});
