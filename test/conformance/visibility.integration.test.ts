/** SEQ-7, and the events that begin and end a room for somebody. */
import { describe, expect, test } from "vitest";
import type { SyncResult } from "#contract/commands.ts";
import { syncResultSchema } from "#contract/commands.ts";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import type { Client } from "./clients/client.ts";
import { openSse } from "./clients/sse.ts";
import { changedOf, codeOf, ofRoom, payloadOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports } from "./transports.ts";

const node = await startNode();
closeAfterEach();

const cast = () => people(node, { anna: "member", bo: "member", cleo: "member" });

async function sync(client: Client, cursors: Record<string, number>): Promise<SyncResult> {
  const { epoch } = client.hello;
  return syncResultSchema.parse(payloadOf(await client.command("sync", { epoch, cursors })));
}

describe.each(transports)("$name", (transport) => {
  test("SEQ-7: a removed member hears of the removal and nothing after it, live, resumed or by REST", async () => {
    const { anna, bo } = await cast();
    const { roomId } = await makeRoom(node, anna, [bo], { kind: "private" });
    const elsewhere = await makeRoom(node, bo, [anna]);
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const stream = await openSse(node, { token: bo.token, path: `/api/v1/rooms/${roomId}/events` });
    const before = await say(one, roomId, "everyone");
    await two.change(withText("everyone"));

    await rest(node, anna, "members.delete", { at: { room: roomId, userId: bo.id } });
    const removed = await two.notice("room.removed");
    expect(removed).toEqual({ roomId, seq: before + 1 });
    await say(one, roomId, "among us");
    await say(one, elsewhere.roomId, "a marker for all");
    await two.change(withText("a marker for all"));
    expect(ofRoom(two, roomId).at(-1)).toMatchObject({ event: "member.left", seq: removed.seq });
    const names = two.events.filter((event) => event.roomId === roomId).map(({ event }) => event);
    expect(names.slice(-2)).toEqual(["member.left", "room.removed"]);

    const { closing } = await stream.closed;
    expect(closing?.reconnect).toBe(false);
    expect(ofRoom(stream, roomId).at(-1)?.seq).toBe(removed.seq);
    expect(JSON.stringify([two.frames, stream.frames])).not.toContain("among us");

    const answer = await sync(two, { [roomId]: before });
    expect(answer.removed).toEqual([removed]);
    expect(answer.rooms.map((room) => room.roomId)).toEqual([elsewhere.roomId]);
    const gone = { status: 404, code: "notFound" };
    const at = { room: roomId };
    expect(await refusal(node, bo, "messages.list", { at })).toEqual(gone);
    expect(await refusal(node, bo, "rooms.get", { at })).toEqual(gone);
    expect(await refusal(node, bo, "members.list", { at })).toEqual(gone);
    expect(await refusal(node, bo, "changes.list", { at: { ...at, since: before } })).toEqual(gone);
    await expect(
      openSse(node, {
        token: bo.token,
        path: `/api/v1/rooms/${roomId}/events`,
        headers: { "Last-Event-ID": `${before}` },
      }),
    ).rejects.toMatchObject({ status: 404, code: "notFound" });
    for (const [action, payload] of [
      ["sendMessage", { text: "still there?" }],
      ["editMessage", { seq: before, text: "changed" }],
      ["addReaction", { seq: before, emoji: "👋" }],
      ["markRead", { seq: before }],
      ["setTyping", { typing: true }],
      ["joinRoom", {}],
    ] as const)
      expect([action, codeOf(await two.command(action, payload, { roomId }))]).toEqual([action, "notFound"]);
    // Leaving again changes nothing, and tells no more than was known.
    expect(changedOf(await two.command("leaveRoom", {}, { roomId })).seq).toBe(removed.seq);
  });

  test("SEQ-7: who rejoins sees the room from then on, and an old cursor is reset", async () => {
    const { anna, bo } = await cast();
    const { roomId } = await makeRoom(node, anna, [bo]);
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const before = await say(one, roomId, "one");
    await two.command("leaveRoom", {}, { roomId });
    await say(one, roomId, "meanwhile");
    await two.command("joinRoom", {}, { roomId });
    const { seq } = await two.notice("room.added");
    await say(one, roomId, "back");
    await two.change(withText("back"));
    expect(ofRoom(two, roomId).some(withText("meanwhile"))).toBe(false);
    expect(
      ofRoom(two, roomId)
        .filter((event) => event.seq > before + 1)
        .every((event) => event.seq >= seq),
    ).toBe(true);
    expect((await sync(two, { [roomId]: before })).rooms).toMatchObject([{ roomId, status: "reset" }]);
    const { messages } = await rest(node, bo, "messages.list", { at: { room: roomId } });
    expect(messages.map(({ text }) => text)).toEqual(["one", "meanwhile", "back"]);
  });

  test('SEQ-7: in a room with history "joining" older messages stay unseen, but their numbers pass', async () => {
    const { anna, bo } = await cast();
    const { roomId } = await makeRoom(node, anna, [], { history: "joining" });
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const old = await say(one, roomId, "before you came");
    await two.command("joinRoom", {}, { roomId });
    const { seq: joined } = await two.notice("room.added");
    const stream = await openSse(node, { token: bo.token, path: `/api/v1/rooms/${roomId}/events` });
    await one.command("editMessage", { seq: old, text: "before you came, edited" }, { roomId });
    await one.command("addReaction", { seq: old, emoji: "🤫" }, { roomId });
    await say(one, roomId, "welcome");
    for (const client of [two, stream]) {
      await client.change(withText("welcome"));
      const events = ofRoom(client, roomId).filter(({ seq }) => seq > joined);
      expect(events.map(({ seq, event, payload }) => [seq - joined, event, Object.keys(payload)])).toEqual([
        [1, "message.edited", []],
        [2, "reaction.added", []],
        [3, "message.created", ["messages"]],
      ]);
    }
    const { messages, hasBefore } = await rest(node, bo, "messages.list", { at: { room: roomId } });
    expect([messages.map(({ text }) => text), hasBefore]).toEqual([["welcome"], false]);
    const changes = await rest(node, bo, "changes.list", { at: { room: roomId, since: joined } });
    expect(changes.payload?.messages?.map(({ text }) => text)).toEqual(["welcome"]);
    const [answer] = (await sync(two, { [roomId]: joined })).rooms;
    expect(answer?.payload?.messages?.map(({ text }) => text)).toEqual(["welcome"]);
    for (const [action, payload] of [
      ["addReaction", { seq: old, emoji: "👀" }],
      ["sendMessage", { text: "what was it?", threadSeq: old }],
    ] as const)
      expect(codeOf(await two.command(action, payload, { roomId }))).toBe("notFound");
    expect(JSON.stringify([two.frames, stream.frames])).not.toContain("before you came");
  });

  test("SEQ-7: a guest and a stranger to a private room cannot find it by any name", async () => {
    const { anna, gus, bo } = await people(node, { anna: "member", gus: "guest", bo: "member" });
    const open = await makeRoom(node, anna, [], { slug: "open" });
    const secret = await makeRoom(node, anna, [], { kind: "private", slug: "secret" });
    const guest = await connect(transport, node, gus);
    const stranger = await connect(transport, node, bo);
    for (const roomId of [open.roomId, "open", secret.roomId, "secret"]) {
      expect(codeOf(await guest.command("joinRoom", {}, { roomId }))).toBe("notFound");
      expect(await refusal(node, gus, "rooms.get", { at: { room: roomId } })).toMatchObject({ status: 404 });
    }
    for (const roomId of [secret.roomId, "secret"]) {
      expect(codeOf(await stranger.command("joinRoom", {}, { roomId }))).toBe("notFound");
      expect(codeOf(await stranger.command("sendMessage", { text: "hi" }, { roomId }))).toBe("notFound");
    }
  });

  test("room.added comes before the room's first event, to every connection of who joins", async () => {
    const { anna, bo } = await cast();
    const { roomId, slug } = await makeRoom(node, anna);
    const one = await connect(transport, node, anna);
    const own = await Promise.all([...transports, transport].map((each) => connect(each, node, bo)));
    expect(own.map(({ hello }) => hello.rooms)).toEqual(own.map(() => []));
    await rest(node, anna, "members.put", { at: { room: roomId, userId: bo.id }, body: {} });
    await say(one, roomId, "welcome");
    for (const client of own) {
      const { room, head, seq } = await client.notice("room.added");
      expect(room).toMatchObject({ roomId, slug, joinedSeq: 2, lastReadSeq: expect.any(Number) });
      expect([room.head, seq]).toEqual([head, 2]);
      if (head < 3) await client.change(withText("welcome"));
      const events = client.events.filter((event) => event.roomId === roomId && event.event !== "presence.changed");
      expect(events[0]?.event).toBe("room.added");
      expect(ofRoom(client, roomId).every((event) => event.seq > head)).toBe(true);
    }
  });

  test("room.added comes to who makes a room, and to those whom they put into it", async () => {
    const { anna, bo } = await cast();
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const { roomId } = await makeRoom(node, anna, [bo], { kind: "direct" });
    for (const client of [one, two]) {
      const { room, seq } = await client.notice("room.added");
      expect(room).toMatchObject({ roomId, kind: "direct", memberIds: expect.arrayContaining([anna.id, bo.id]) });
      expect(seq).toBe(1);
    }
    await say(one, roomId, "hello");
    expect(await two.change(withText("hello"))).toMatchObject({ seq: 2 });
  });
});
