/** Section 4 of the protocol: what a change is, and how it arrives. */
import { describe, expect, test } from "vitest";
import type { Member, Message, Room } from "#contract/entities.ts";
import type { DurableEnvelope } from "#contract/events.ts";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import { changedOf, codeOf, ofRoom, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports } from "./transports.ts";

const node = await startNode();
closeAfterEach();

async function cast() {
  const { anna, bo, cleo } = await people(node, { anna: "member", bo: "member", cleo: "member" });
  const { roomId } = await makeRoom(node, anna, [bo]);
  return { anna, bo, cleo, roomId };
}

/** What a client keeps that follows SEQ-3 and nothing else. */
function kept(events: readonly DurableEnvelope[]) {
  const messages = new Map<number, Message>();
  const members = new Map<string, Member>();
  let room: Room | undefined;
  for (const { payload } of events) {
    for (const one of payload.messages ?? [])
      if ((messages.get(one.seq)?.changedSeq ?? 0) < one.changedSeq) messages.set(one.seq, one);
    for (const one of payload.members ?? [])
      if ((members.get(one.userId)?.changedSeq ?? 0) < one.changedSeq) members.set(one.userId, one);
    if (payload.room && (room?.changedSeq ?? 0) < payload.room.changedSeq) room = payload.room;
  }
  return { messages, members, room };
}

/** Some of everything that can happen in a room; resolves with its head. */
async function everything(
  { anna, bo, cleo, roomId }: Awaited<ReturnType<typeof cast>>,
  transport: (typeof transports)[number],
) {
  const [one, two, three] = [
    await connect(transport, node, anna),
    await connect(transport, node, bo),
    await connect(transport, node, cleo),
  ];
  const at = { roomId };
  const first = await say(one, roomId, "first");
  const second = await say(two, roomId, "second");
  await one.command("editMessage", { seq: first, text: "first, edited" }, at);
  await two.command("addReaction", { seq: first, emoji: "🎉" }, at);
  await three.command("joinRoom", {}, at);
  await three.command("addReaction", { seq: first, emoji: "🎉" }, at);
  await two.command("removeReaction", { seq: first, emoji: "🎉" }, at);
  await one.command("sendMessage", { text: "a reply", threadSeq: second }, at);
  await rest(node, anna, "members.put", { at: { room: roomId, userId: bo.id }, body: { role: "moderator" } });
  await rest(node, bo, "rooms.update", { at: { room: roomId }, body: { name: "Renamed", topic: "news" } });
  await two.command("deleteMessage", { seq: first }, at);
  await three.command("leaveRoom", {}, at);
  await say(one, roomId, "the end");
  await one.change(withText("the end"));
  return { one, two, three };
}

describe.each(transports)("$name", (transport) => {
  test("SEQ-1: every kind of change takes exactly the next number, and arrives in that order", async () => {
    const found = await cast();
    const { one } = await everything(found, transport);
    expect(ofRoom(one, found.roomId).map(({ event, seq }) => [seq, event])).toEqual([
      [2, "message.created"],
      [3, "message.created"],
      [4, "message.edited"],
      [5, "reaction.added"],
      [6, "member.joined"],
      [7, "reaction.added"],
      [8, "reaction.removed"],
      [9, "message.created"],
      [10, "member.updated"],
      [11, "room.updated"],
      [12, "message.deleted"],
      [13, "member.left"],
      [14, "message.created"],
    ]);
  });

  test("SEQ-1: a command that changes nothing takes no number", async () => {
    const { anna, bo, roomId } = await cast();
    const client = await connect(transport, node, anna);
    const seq = await say(client, roomId, "hello");
    const reacted = changedOf(await client.command("addReaction", { seq, emoji: "👍" }, { roomId }));
    const idle = [
      await client.command("addReaction", { seq, emoji: "👍" }, { roomId }),
      await client.command("removeReaction", { seq, emoji: "👎" }, { roomId }),
      await client.command("editMessage", { seq, text: "hello" }, { roomId }),
      await client.command("joinRoom", {}, { roomId }),
    ];
    expect(idle.map(codeOf)).toEqual(idle.map(() => undefined));
    await rest(node, anna, "rooms.update", { at: { room: roomId }, body: { name: "Engineering" } });
    await rest(node, anna, "members.put", { at: { room: roomId, userId: bo.id }, body: { role: "member" } });
    expect(await say(client, roomId, "next")).toBe(reacted.seq + 1);
  });

  test("SEQ-2, SEQ-3: each event has the whole state of what it touched, with its seq as changedSeq", async () => {
    const found = await cast();
    const { one } = await everything(found, transport);
    const { roomId, anna, bo, cleo } = found;
    for (const { seq, payload } of ofRoom(one, roomId)) {
      const changed = [
        ...(payload.messages ?? []),
        ...(payload.members ?? []),
        ...(payload.room ? [payload.room] : []),
      ];
      expect(changed.length).toBeGreaterThan(0);
      expect(changed.map(({ changedSeq }) => changedSeq)).toContain(seq);
    }
    const { messages, members, room } = kept(ofRoom(one, roomId).toReversed());
    expect([...messages.values()].toSorted((a, b) => a.seq - b.seq)).toEqual(
      (await rest(node, anna, "messages.list", { at: { room: roomId } })).messages,
    );
    expect(messages.get(2)).toMatchObject({ seq: 2, changedSeq: 12, deletedAt: expect.any(String), text: "" });
    expect(messages.get(3)).toMatchObject({ seq: 3, changedSeq: 9, replyCount: 1 });
    expect(messages.get(9)).toMatchObject({ threadSeq: 3, authorId: anna.id });
    expect(members.get(bo.id)).toMatchObject({ role: "moderator", changedSeq: 10 });
    expect(members.get(cleo.id)).toMatchObject({ joinedSeq: 6, leftSeq: 13, leftAt: expect.any(String) });
    expect(room).toMatchObject({ name: "Renamed", topic: "news", changedSeq: 11 });
  });

  test("SEQ-4: events of a room arrive in seq order at everyone, however many speak at once", async () => {
    const { anna, bo, roomId } = await cast();
    const clients = [await connect(transport, node, anna), await connect(transport, node, bo)];
    await Promise.all(
      clients.flatMap((client, who) => Array.from({ length: 40 }, (_, n) => say(client, roomId, `${who}-${n}`))),
    );
    for (const client of clients) {
      await client.change((event) => event.roomId === roomId && event.seq === 81);
      const seqs = ofRoom(client, roomId).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 80 }, (_, n) => n + 2));
      expect(ofRoom(client, roomId).every(({ after }) => after === undefined)).toBe(true);
    }
  });

  test("SEQ-5: what a reply said is committed, whoever looks", async () => {
    const { anna, roomId } = await cast();
    const client = await connect(transport, node, anna);
    for (let n = 0; n < 5; n++) {
      const seq = await say(client, roomId, `${n}`);
      const { rows } = await node.pool.query("SELECT text FROM messages WHERE room_id = $1 AND seq = $2", [
        roomId,
        seq,
      ]);
      expect(rows).toEqual([{ text: `${n}` }]);
    }
    const { rows } = await node.pool.query("SELECT current_setting('synchronous_commit') AS commit");
    expect(rows).toEqual([{ commit: "on" }]);
  });

  test("SEQ-6: a deleted message stays as a tombstone, and who left stays in the list", async () => {
    const { anna, bo, roomId } = await cast();
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const seq = await say(two, roomId, "regretted");
    await two.command("deleteMessage", { seq }, { roomId });
    const { payload } = await one.change(({ event }) => event === "message.deleted");
    expect(payload.messages).toMatchObject([{ seq, changedSeq: seq + 1, text: "", deletedAt: expect.any(String) }]);
    const left = changedOf(await two.command("leaveRoom", {}, { roomId }));
    const { members, head } = await rest(node, anna, "members.list", { at: { room: roomId } });
    expect(head).toBe(left.seq);
    expect(members.find(({ userId }) => userId === bo.id)).toMatchObject({
      leftSeq: left.seq,
      leftAt: expect.any(String),
    });
    const { messages } = await rest(node, anna, "messages.list", { at: { room: roomId } });
    expect(messages).toMatchObject([{ seq, text: "", deletedAt: expect.any(String) }]);
    expect(JSON.stringify([messages, payload])).not.toContain("regretted");
  });

  test("SEQ-8: after the leaving and after the archiving nothing more is accepted", async () => {
    const { anna, bo, roomId } = await cast();
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const racing = Array.from({ length: 20 }, (_, n) => two.command("sendMessage", { text: `${n}` }, { roomId }));
    await rest(node, anna, "members.delete", { at: { room: roomId, userId: bo.id } });
    const replies = await Promise.all(racing);
    const left = await one.change(({ event }) => event === "member.left");
    for (const reply of replies) if (reply.ok) expect(changedOf(reply).seq).toBeLessThan(left.seq);
    expect(codeOf(await two.command("sendMessage", { text: "late" }, { roomId }))).toBe("notFound");

    const sends = Array.from({ length: 20 }, (_, n) => one.command("sendMessage", { text: `${n}` }, { roomId }));
    await rest(node, anna, "rooms.update", { at: { room: roomId }, body: { archived: true } });
    const archived = await one.change(({ event }) => event === "room.archived");
    for (const reply of await Promise.all(sends)) {
      if (reply.ok) expect(changedOf(reply).seq).toBeLessThan(archived.seq);
      else expect(reply.error.code).toBe("conflict");
    }
    expect(codeOf(await one.command("sendMessage", { text: "late" }, { roomId }))).toBe("conflict");
    expect(await refusal(node, anna, "messages.create", { at: { room: roomId }, body: { text: "late" } })).toEqual({
      status: 409,
      code: "conflict",
    });
  });
});
