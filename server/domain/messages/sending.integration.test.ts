import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { alsoAt, createNode, createWorld, eventsOf } from "#test/support/world.ts";

const database = await createTestDatabase();
const world = await createWorld(database.url);
afterAll(() => world.close());
const { ask, domain } = world;

test("a message is committed, numbered, told and found", async () => {
  const ada = await world.person();
  const room = await world.room(ada);
  const sent = await ask(ada, "sendMessage", room.slug, { text: `Hello <@${ada.id}>` });
  expect(sent).toEqual({ roomId: room.roomId, seq: 2, timestamp: expect.any(String) });

  const { messages, head, hasBefore, hasAfter } = await domain.listMessages(ada, room.roomId, { limit: 50 });
  expect({ head, hasBefore, hasAfter }).toEqual({ head: 2, hasBefore: false, hasAfter: false });
  expect(messages).toMatchObject([{ seq: 2, text: `Hello <@${ada.id}>`, mentions: [ada.id], authorId: ada.id }]);
  expect(eventsOf(world.published, room.roomId).map(({ event, seq }) => [event, seq])).toEqual([
    ["room.created", 1],
    ["message.created", 2],
  ]);
  expect(eventsOf(world.published, room.roomId).at(-1)?.payload.messages).toEqual(messages);
});

test("SEQ-1: two servers at once give out every number once, without a hole", async () => {
  const other = alsoAt(createNode(database.url), world);
  const ada = await world.person();
  const rooms = [await world.room(ada), await world.room(ada)];
  const sends = Array.from({ length: 600 }, (_, n) => {
    const at = n % 2 ? world : other;
    const room = rooms[n % 3 ? 0 : 1];
    if (!room) throw new Error("no room");
    if (n % 10 === 0)
      return at.ask(ada, "leaveRoom", room.roomId, {}).then(() => at.ask(ada, "joinRoom", room.roomId, {}));
    return at.ask(ada, "sendMessage", room.roomId, { text: `${n}` }).catch((error: Error) => error);
  });
  await Promise.all(sends);
  for (const { roomId } of rooms) {
    const seqs = [world, other]
      .flatMap(({ published }) => eventsOf(published, roomId).map(({ seq }) => seq))
      .sort((a, b) => a - b);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect((await world.store.heads([roomId])).get(roomId)).toBe(seqs.length);
  }
  await other.close();
});

test("ENV-5: the same key again answers with the first success and does nothing twice, on any node", async () => {
  const other = alsoAt(createNode(database.url), world);
  const ada = await world.person();
  const room = await world.room(ada);
  const key = randomUUID();
  const answers = await Promise.all(
    [world, other, world, other].map((at) => at.ask(ada, "sendMessage", room.roomId, { text: "once" }, key)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await domain.listMessages(ada, room.roomId, { limit: 50 })).messages).toHaveLength(1);
  expect(
    [world, other]
      .flatMap(({ published }) => eventsOf(published, room.roomId))
      .filter(({ event }) => event === "message.created"),
  ).toHaveLength(1);
  await other.close();
});

test("ENV-5: the same key for another text, room or action is a conflict", async () => {
  const ada = await world.person();
  const [room, elsewhere] = [await world.room(ada), await world.room(ada)];
  const key = randomUUID();
  await ask(ada, "sendMessage", room.roomId, { text: "first" }, key);
  const others = await Promise.allSettled([
    ask(ada, "sendMessage", room.roomId, { text: "second" }, key),
    ask(ada, "sendMessage", elsewhere.roomId, { text: "first" }, key),
    ask(ada, "sendMessage", room.roomId, { text: "first", threadSeq: 2 }, key),
    ask(ada, "deleteMessage", room.roomId, { seq: 2 }, key),
    ask(ada, "markRead", room.roomId, { seq: 2 }, key),
  ]);
  expect(others).toMatchObject(others.map(() => ({ status: "rejected", reason: { code: "conflict" } })));
  // Another person's key is another key.
  const bob = await world.person();
  await ask(bob, "joinRoom", room.roomId, {}, key);
});

test("ENV-5: concurrent uses of one key in different rooms are one success and conflicts", async () => {
  const other = alsoAt(createNode(database.url), world);
  const ada = await world.person();
  const rooms = await Promise.all(Array.from({ length: 6 }, () => world.room(ada, { name: randomUUID() })));
  const key = randomUUID();
  const results = await Promise.allSettled(
    rooms.map(({ roomId }, n) => (n % 2 ? world : other).ask(ada, "sendMessage", roomId, { text: "one" }, key)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
  await other.close();
});

test("ENV-6: commands that arrive together take effect in their order", async () => {
  const ada = await world.person();
  const room = await world.room(ada);
  const fresh = createNode(database.url);
  const texts = Array.from({ length: 1500 }, (_, n) => `${n}`);
  await Promise.all(texts.map((text) => alsoAt(fresh, world).ask(ada, "sendMessage", room.slug, { text })));
  const { rows } = await world.pool.query<{ text: string }>(
    "SELECT text FROM messages WHERE room_id = $1 ORDER BY seq",
    [room.roomId],
  );
  expect(rows.map(({ text }) => text)).toEqual(texts);
  await fresh.close();
});

test("a poison row fails alone", async () => {
  const ada = await world.person();
  const room = await world.room(ada);
  const results = await Promise.allSettled(
    ["good", "a NUL \u0000 byte", "good too"].map((text) => ask(ada, "sendMessage", room.roomId, { text })),
  );
  expect(results).toMatchObject([
    { status: "fulfilled", value: { seq: 2 } },
    { status: "rejected", reason: { code: "invalidPayload" } },
    { status: "fulfilled", value: { seq: 3 } },
  ]);
});

test("SEQ-8: after archiving, and to strangers, nothing is sent", async () => {
  const [ada, bob] = [await world.person(), await world.person()];
  const room = await world.room(ada);
  await expect(ask(bob, "sendMessage", room.roomId, { text: "stranger" })).rejects.toMatchObject({ code: "notFound" });
  await expect(ask(ada, "sendMessage", randomUUID(), { text: "nowhere" })).rejects.toMatchObject({ code: "notFound" });
  await domain.updateRoom(ada, room.roomId, { archived: true });
  await expect(ask(ada, "sendMessage", room.roomId, { text: "late" })).rejects.toMatchObject({ code: "conflict" });
  await domain.updateRoom(ada, room.roomId, { archived: false });
  await ask(ada, "sendMessage", room.roomId, { text: "again" });
  await world.prisma.user.update({ where: { id: ada.id }, data: { deactivatedAt: new Date() } });
  await expect(ask(ada, "sendMessage", room.roomId, { text: "gone" })).rejects.toMatchObject({ code: "notFound" });
});

test("SEQ-8: no message of a removed person has a seq after their leaving, however close the race", async () => {
  const other = alsoAt(createNode(database.url), world);
  const ada = await world.person();
  for (let round = 0; round < 8; round++) {
    const bob = await world.person();
    const room = await world.room(ada, { memberIds: [bob.id] });
    const sends = Array.from({ length: 60 }, (_, n) =>
      (n % 2 ? world : other).ask(bob, "sendMessage", room.roomId, { text: `${n}` }).catch((error: unknown) => error),
    );
    await (round % 2 ? world : other).domain.removeMember(ada, room.roomId, bob.id);
    await Promise.all(sends);
    const { members } = await domain.listMembers(ada, room.roomId);
    const left = members.find(({ userId }) => userId === bob.id)?.leftSeq;
    const { messages } = await domain.listMessages(ada, room.roomId, { limit: 200 });
    expect(left).toBeGreaterThan(1);
    expect(messages.filter(({ seq }) => seq > (left ?? 0))).toEqual([]);
  }
  await other.close();
});
