/** Section 7 of the protocol: each action, and who may. */
import { describe, expect, test } from "vitest";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import { changedOf, codeOf, ofRoom, payloadOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports, webSocket } from "./transports.ts";

const node = await startNode();
closeAfterEach();

/** A room of Owen's with a moderator and a member; Ada administers the server and is not in the room. */
async function cast(kind: "public" | "private" = "public") {
  const { ada, owen, mo, max } = await people(node, { ada: "admin", owen: "member", mo: "member", max: "member" });
  const { roomId } = await makeRoom(node, owen, [mo, max], { kind });
  await rest(node, owen, "members.put", { at: { room: roomId, userId: mo.id }, body: { role: "moderator" } });
  return { ada, owen, mo, max, roomId };
}

describe.each(transports)("$name", (transport) => {
  test("ping answers with the server's time", async () => {
    const { max } = await cast();
    const client = await connect(transport, node, max);
    expect(payloadOf(await client.command("ping"))).toEqual({ serverTime: expect.any(String) });
    expect(payloadOf(await client.sendRaw('{"action":"ping","requestId":"bare"}'))).toBeDefined();
  });

  test("sendMessage: a member may, with mentions and as a reply in a thread", async () => {
    const { max, mo, roomId } = await cast();
    const client = await connect(transport, node, max);
    const seq = await say(client, roomId, `Look, <@${mo.id}>`);
    const { payload } = await client.change((event) => event.seq === seq);
    expect(payload.messages).toMatchObject([{ mentions: [mo.id], replyCount: 0, reactions: [], attachments: [] }]);
    const reply = changedOf(await client.command("sendMessage", { text: "and here", threadSeq: seq }, { roomId }));
    const event = await client.change((change) => change.seq === reply.seq);
    expect(event.event).toBe("message.created");
    expect(event.payload.messages).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ seq: reply.seq, threadSeq: seq }),
        expect.objectContaining({ seq, replyCount: 1, changedSeq: reply.seq }),
      ]),
    );
    expect(codeOf(await client.command("sendMessage", { text: "x", threadSeq: 9_999 }, { roomId }))).toBe("notFound");
  });

  test("editMessage: its author alone", async () => {
    const { ada, owen, mo, max, roomId } = await cast();
    const author = await connect(transport, node, max);
    const seq = await say(author, roomId, "frist");
    for (const other of [owen, mo]) {
      const client = await connect(transport, node, other);
      expect(codeOf(await client.command("editMessage", { seq, text: "mine" }, { roomId }))).toBe("forbidden");
    }
    const admin = await connect(transport, node, ada);
    expect(codeOf(await admin.command("editMessage", { seq, text: "mine" }, { roomId }))).toBe("notFound");
    expect(codeOf(await author.command("editMessage", { seq, text: "first" }, { roomId }))).toBeUndefined();
    const { payload } = await author.change(({ event }) => event === "message.edited");
    expect(payload.messages).toMatchObject([{ seq, text: "first", editedAt: expect.any(String) }]);
  });

  test("deleteMessage: its author, a moderator, and the server's admins in a room that they can see", async () => {
    const { ada, owen, mo, max, roomId } = await cast();
    const [author, moderator, admin] = [
      await connect(transport, node, max),
      await connect(transport, node, mo),
      await connect(transport, node, ada),
    ];
    const byOwner = await say(await connect(transport, node, owen), roomId, "the owner's");
    const [own, second, third] = [
      await say(author, roomId, "1"),
      await say(author, roomId, "2"),
      await say(author, roomId, "3"),
    ];
    expect(codeOf(await author.command("deleteMessage", { seq: byOwner }, { roomId }))).toBe("forbidden");
    expect(codeOf(await author.command("deleteMessage", { seq: own }, { roomId }))).toBeUndefined();
    expect(codeOf(await moderator.command("deleteMessage", { seq: second }, { roomId }))).toBeUndefined();
    expect(codeOf(await admin.command("deleteMessage", { seq: third }, { roomId }))).toBeUndefined();
    expect(codeOf(await author.command("deleteMessage", { seq: 999 }, { roomId }))).toBe("notFound");
    expect(codeOf(await author.command("editMessage", { seq: own, text: "back" }, { roomId }))).toBe("conflict");
    expect(codeOf(await author.command("addReaction", { seq: own, emoji: "👍" }, { roomId }))).toBe("conflict");
  });

  test("deleteMessage: in a private room that they are not in, not even the server's admins", async () => {
    const { ada, max, roomId } = await cast("private");
    const seq = await say(await connect(transport, node, max), roomId, "private");
    const admin = await connect(transport, node, ada);
    expect(codeOf(await admin.command("deleteMessage", { seq }, { roomId }))).toBe("notFound");
    expect(await refusal(node, ada, "rooms.get", { at: { room: roomId } })).toMatchObject({ code: "notFound" });
  });

  test("addReaction and removeReaction: each member's own, counted once", async () => {
    const { mo, max, roomId } = await cast();
    const [one, two] = [await connect(transport, node, max), await connect(transport, node, mo)];
    const seq = await say(one, roomId, "hello");
    await one.command("addReaction", { seq, emoji: "🎉" }, { roomId });
    await two.command("addReaction", { seq, emoji: "🎉" }, { roomId });
    const { seq: last } = changedOf(await one.command("removeReaction", { seq, emoji: "🎉" }, { roomId }));
    const { payload } = await two.change((event) => event.seq === last);
    expect(payload.messages?.[0]?.reactions).toEqual([{ emoji: "🎉", count: 1, userIds: [mo.id] }]);
    const removed = changedOf(await two.command("removeReaction", { seq, emoji: "🎉" }, { roomId }));
    const after = await one.change((event) => event.seq === removed.seq);
    expect(after.payload.messages?.[0]?.reactions).toEqual([]);
  });

  test("joinRoom: a public room, by its slug too; not a private one. leaveRoom: any but a direct one", async () => {
    const { ada, max, mo, roomId } = await cast();
    const hidden = await makeRoom(node, mo, [], { kind: "private", slug: "hidden" });
    const direct = await makeRoom(node, mo, [max], { kind: "direct" });
    const client = await connect(transport, node, ada);
    const { slug } = (await rest(node, ada, "rooms.get", { at: { room: roomId } })).room;
    expect(changedOf(await client.command("joinRoom", {}, { roomId: slug })).roomId).toBe(roomId);
    await client.notice("room.added");
    expect(codeOf(await client.command("joinRoom", {}, { roomId: hidden.roomId }))).toBe("notFound");
    expect(codeOf(await client.command("joinRoom", {}, { roomId: "nowhere" }))).toBe("notFound");
    expect(codeOf(await client.command("leaveRoom", {}, { roomId }))).toBeUndefined();
    await client.notice("room.removed");
    const member = await connect(transport, node, max);
    expect(codeOf(await member.command("leaveRoom", {}, { roomId: direct.roomId }))).toBe("conflict");
  });

  test("markRead: forward only, unless unread moves it back; read.updated to all own connections, and only there", async () => {
    const { max, mo, roomId } = await cast();
    const own = await Promise.all(transports.map((one) => connect(one, node, max)));
    const other = await connect(transport, node, mo);
    const client = await connect(transport, node, max);
    const [first, second] = [await say(other, roomId, "1"), await say(other, roomId, "2")];
    await client.command("markRead", { seq: second }, { roomId });
    for (const one of [client, ...own]) expect(await one.notice("read.updated")).toEqual({ roomId, seq: second });
    await client.command("markRead", { seq: first }, { roomId });
    await client.command("markRead", { seq: first, unread: true }, { roomId });
    await client.notice("read.updated", ({ seq }) => seq === first);
    await client.command("markRead", { seq: 1_000_000 }, { roomId });
    await say(client, roomId, "marker");
    await Promise.all([client, other].map((one) => one.change(withText("marker"))));
    const told = client.events.filter(({ event }) => event === "read.updated").map(({ payload }) => payload);
    expect(told).toEqual([second, first, second].map((seq) => ({ roomId, seq })));
    expect(other.events.some(({ event }) => event === "read.updated")).toBe(false);
    const { room } = await rest(node, max, "rooms.get", { at: { room: roomId } });
    expect(room.lastReadSeq).toBeGreaterThanOrEqual(second);
  });

  test("setTyping reaches the room's others, not oneself, and ends with the message", async () => {
    const { max, mo, roomId } = await cast();
    const [one, two] = [await connect(transport, node, max), await connect(transport, node, mo)];
    expect(payloadOf(await one.command("setTyping", { typing: true }, { roomId }))).toEqual({});
    expect(await two.notice("typing")).toEqual({ userId: max.id, typing: true });
    await say(one, roomId, "done");
    await two.notice("typing", ({ typing }) => !typing);
    await say(two, roomId, "marker");
    await one.change(withText("marker"));
    expect(one.events.some(({ event }) => event === "typing")).toBe(false);
    expect(codeOf(await one.command("setTyping", { typing: true }, { roomId: "nowhere" }))).toBe("notFound");
  });

  test("setPresence reaches who shares a room, and hello tells it to who comes later", async () => {
    const { max, mo, ada, roomId } = await cast();
    const [two, stranger] = [await connect(transport, node, mo), await connect(transport, node, ada)];
    const one = await connect(transport, node, max);
    await two.notice("presence.changed", ({ userId, status }) => userId === max.id && status === "online");
    expect(payloadOf(await one.command("setPresence", { status: "dnd" }))).toEqual({});
    await two.notice("presence.changed", ({ userId, status }) => userId === max.id && status === "dnd");
    const late = await connect(transport, node, mo);
    expect(late.hello.presence).toMatchObject({ [max.id]: "dnd", [mo.id]: "online" });
    await stranger.command("joinRoom", {}, { roomId });
    await stranger.notice("room.added");
    expect(stranger.events.findIndex(({ event }) => event === "presence.changed")).toBeGreaterThan(
      stranger.events.findIndex(({ event }) => event === "room.added"),
    );
  });

  test("roles: an owner gives them and archives; a moderator renames and removes members; a member neither", async () => {
    const { owen, mo, max, ada, roomId } = await cast();
    const witness = await connect(transport, node, owen);
    const at = { room: roomId };
    const forbidden = { status: 403, code: "forbidden" };
    expect(await refusal(node, max, "rooms.update", { at, body: { name: "Mine" } })).toEqual(forbidden);
    expect(await refusal(node, max, "members.delete", { at: { ...at, userId: mo.id } })).toEqual(forbidden);
    expect(await refusal(node, mo, "rooms.update", { at, body: { archived: true } })).toEqual(forbidden);
    expect(
      await refusal(node, mo, "members.put", { at: { ...at, userId: max.id }, body: { role: "moderator" } }),
    ).toEqual(forbidden);
    expect(await refusal(node, mo, "members.delete", { at: { ...at, userId: owen.id } })).toEqual(forbidden);
    await rest(node, mo, "rooms.update", { at, body: { name: "Renamed" } });
    await rest(node, ada, "rooms.update", { at, body: { topic: "by the server's admin" } });
    await rest(node, mo, "members.delete", { at: { ...at, userId: max.id } });
    await rest(node, owen, "rooms.update", { at, body: { archived: true } });
    await witness.change(({ event }) => event === "room.archived");
    expect(ofRoom(witness, roomId).map(({ event, actorId }) => [event, actorId])).toEqual([
      ["room.updated", mo.id],
      ["room.updated", ada.id],
      ["member.left", mo.id],
      ["room.archived", owen.id],
    ]);
  });

  test("in an archived room nothing is sent, edited or reacted to", async () => {
    const { owen, max, roomId } = await cast();
    const client = await connect(transport, node, max);
    const seq = await say(client, roomId, "before");
    await rest(node, owen, "rooms.update", { at: { room: roomId }, body: { archived: true } });
    const codes = [
      await client.command("sendMessage", { text: "after" }, { roomId }),
      await client.command("sendMessage", { text: "after", threadSeq: seq }, { roomId }),
      await client.command("editMessage", { seq, text: "after" }, { roomId }),
      await client.command("addReaction", { seq, emoji: "👍" }, { roomId }),
    ].map(codeOf);
    expect(codes).toEqual(codes.map(() => "conflict"));
  });
});

test("typing ends by itself, on every transport", { timeout: 60_000 }, async () => {
  const { max, mo, roomId } = await cast();
  const client = await connect(webSocket, node, max);
  const others = await Promise.all(transports.map((transport) => connect(transport, node, mo)));
  await client.command("setTyping", { typing: true }, { roomId });
  const started = await Promise.all(others.map((other) => other.notice("typing", ({ typing }) => typing)));
  expect(started).toHaveLength(3);
  await Promise.all(others.map((other) => other.notice("typing", ({ typing }) => !typing)));
});

test("who is gone for good is told to be offline, who reconnects at once is not", { timeout: 60_000 }, async () => {
  const { max, mo, owen } = await cast();
  const others = await Promise.all(transports.map((transport) => connect(transport, node, mo)));
  const [leaving, reloading] = [await connect(webSocket, node, max), await connect(webSocket, node, owen)];
  await Promise.all([leaving.close(), reloading.close()]);
  await connect(webSocket, node, owen);
  for (const other of others) {
    await other.notice("presence.changed", ({ userId, status }) => userId === max.id && status === "offline");
    expect(other.events.map(({ payload }) => payload)).not.toContainEqual({ userId: owen.id, status: "offline" });
  }
});
