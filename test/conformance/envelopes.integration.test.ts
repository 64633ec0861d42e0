/** Section 3 of the protocol. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, rest } from "#test/support/rest.ts";
import { postCommand } from "./clients/sse.ts";
import { changedOf, codeOf, ofRoom, payloadOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports } from "./transports.ts";

const node = await startNode();
const secondNode = await startNode({ beside: node });
closeAfterEach();

async function conversation() {
  const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
  const room = await makeRoom(node, anna, [bo], { slug: "engineering" });
  return { anna, bo, roomId: room.roomId };
}

describe.each(transports)("$name", (transport) => {
  test("ENV-1: the protocol's own example, byte for byte, is committed and seen by everyone with one seq", async () => {
    const { anna, bo, roomId } = await conversation();
    const sender = await connect(transport, node, anna);
    const others = await Promise.all(transports.map((one) => connect(one, node, bo)));
    const reply = await sender.sendRaw(
      '{"v":1,"action":"sendMessage","requestId":"req_10293","roomId":"engineering",\n' +
        ' "payload":{"text":"Deployment completed successfully"},"timestamp":"2026-04-10T12:30:00Z"}',
    );
    expect(reply).toMatchObject({ v: 1, type: "reply", requestId: "req_10293", ok: true, payload: { roomId } });
    const { seq, timestamp } = changedOf(reply);
    const seen = await Promise.all(
      [sender, ...others].map((one) => one.change(withText("Deployment completed successfully"))),
    );
    for (const event of seen) {
      expect(event).toMatchObject({ event: "message.created", roomId, seq, timestamp, actorId: anna.id });
      expect(event.payload.messages).toMatchObject([
        { seq, authorId: anna.id, requestId: "req_10293", createdAt: timestamp },
      ]);
    }
    const { messages } = await rest(node, bo, "messages.list", { at: { room: "engineering" } });
    expect(messages).toEqual(seen[0]?.payload.messages);
  });

  test("ENV-1: v and timestamp may be absent, requestId may not", async () => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    const bare = { action: "sendMessage", roomId, payload: { text: "bare" } };
    expect(await client.sendRaw(JSON.stringify({ ...bare, requestId: "r1" }))).toMatchObject({ ok: true });
    expect(await client.sendRaw(JSON.stringify(bare))).toMatchObject({
      ok: false,
      requestId: null,
      error: { code: "badEnvelope", retryable: false },
    });
  });

  test("ENV-2: each command has exactly one reply, a refusal too", async () => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    const replies = await Promise.all([
      client.command("sendMessage", { text: "one" }, { roomId, requestId: "a" }),
      client.command("sendMessage", { text: "" }, { roomId, requestId: "b" }),
      client.command("sendMessage", { text: "two" }, { roomId: randomUUID(), requestId: "c" }),
      client.command("ping", {}, { requestId: "d" }),
    ]);
    expect(replies).toMatchObject([
      { v: 1, type: "reply", requestId: "a", ok: true, payload: { roomId, seq: 2, timestamp: expect.any(String) } },
      {
        v: 1,
        type: "reply",
        requestId: "b",
        ok: false,
        error: {
          code: "invalidPayload",
          retryable: false,
          issues: expect.arrayContaining([{ path: "text", message: expect.any(String) }]),
        },
      },
      { v: 1, type: "reply", requestId: "c", ok: false, error: { code: "notFound", message: expect.any(String) } },
      { v: 1, type: "reply", requestId: "d", ok: true, payload: { serverTime: expect.any(String) } },
    ]);
  });

  test("ENV-4: unknown fields are ignored", async () => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    const reply = await client.sendRaw(
      JSON.stringify({
        action: "sendMessage",
        requestId: "r1",
        roomId,
        payload: { text: "hello", color: "red", __proto: 1 },
        priority: 9,
        meta: { a: [] },
      }),
    );
    const event = await client.change((change) => change.seq === changedOf(reply).seq);
    expect(event.payload.messages?.[0]).not.toHaveProperty("color");
  });

  test("ENV-4: an unknown action, an unknown version and what is no envelope each get their own error", async () => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    expect(await client.command("teleport", {}, { roomId, requestId: "r1" })).toMatchObject({
      requestId: "r1",
      ok: false,
      error: { code: "unknownAction" },
    });
    expect(await client.sendRaw('{"v":2,"action":"ping","requestId":"r2"}')).toMatchObject({
      requestId: "r2",
      error: { code: "unsupportedVersion" },
    });
    expect(await client.sendRaw('{"requestId":"r3"}')).toMatchObject({
      requestId: "r3",
      error: { code: "badEnvelope" },
    });
    expect(await client.sendRaw("hello")).toMatchObject({ requestId: null, error: { code: "badEnvelope" } });
    expect(codeOf(await client.command("ping"))).toBeUndefined();
  });

  test("ENV-4: ten bad frames in a minute close the connection with 4400, nine do not", async () => {
    const { anna } = await conversation();
    const client = await connect(transport, node, anna);
    for (let n = 1; n <= 9; n++) expect(codeOf(await client.sendRaw("[]"))).toBe("badEnvelope");
    expect(codeOf(await client.command("ping"))).toBeUndefined();
    expect(codeOf(await client.sendRaw("[]"))).toBe("badEnvelope");
    const closed = await client.closed;
    expect(closed.closing).toMatchObject({ code: 4400, reconnect: false, reason: expect.any(String) });
    if (transport.name === "WebSocket") expect(closed.code).toBe(4400);
  });

  test("ENV-5: the same key again answers with the first success and does nothing twice, on any connection or node", async () => {
    const { anna, bo, roomId } = await conversation();
    const [first, again, witness] = [
      await connect(transport, node, anna),
      await connect(transport, node, anna),
      await connect(transport, node, bo),
    ];
    const elsewhere = await connect(transport, secondNode, anna);
    const send = { action: "sendMessage", payload: { text: "once" }, options: { roomId, requestId: "once" } };
    const reply = await first.command(send.action, send.payload, send.options);
    expect(codeOf(reply)).toBeUndefined();
    for (const client of [first, again, elsewhere]) {
      expect(await client.command(send.action, send.payload, send.options)).toEqual(reply);
      // By the room's other name it is the same command.
      expect(await client.command(send.action, send.payload, { roomId: "engineering", requestId: "once" })).toEqual(
        reply,
      );
    }
    await say(first, roomId, "after");
    await witness.change(withText("after"));
    expect(ofRoom(witness, roomId).map(({ event }) => event)).toEqual(["message.created", "message.created"]);
  });

  test("ENV-5: many at once with one key are one message", async () => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => client.command("sendMessage", { text: "once" }, { roomId, requestId: "k" })),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    const { messages } = await rest(node, anna, "messages.list", { at: { room: roomId } });
    expect(messages).toHaveLength(1);
  });

  test("ENV-5: the same key with another action, room or payload is a conflict, and nothing happens", async () => {
    const { anna, bo, roomId } = await conversation();
    const other = await makeRoom(node, anna);
    const client = await connect(transport, node, anna);
    await client.command("sendMessage", { text: "first" }, { roomId, requestId: "k" });
    const codes = [
      await client.command("sendMessage", { text: "second" }, { roomId, requestId: "k" }),
      await client.command("sendMessage", { text: "first" }, { roomId: other.roomId, requestId: "k" }),
      await client.command("deleteMessage", { seq: 2 }, { roomId, requestId: "k" }),
      await client.command("addReaction", { seq: 2, emoji: "👍" }, { roomId, requestId: "k" }),
      await client.command("markRead", { seq: 2 }, { roomId, requestId: "k" }),
    ].map(codeOf);
    expect(codes).toEqual(codes.map(() => "conflict"));
    expect((await rest(node, anna, "rooms.get", { at: { room: roomId } })).room.head).toBe(2);
    // The key is the user's own: it means nothing to somebody else.
    const stranger = await connect(transport, node, bo);
    expect(codeOf(await stranger.command("sendMessage", { text: "mine" }, { roomId, requestId: "k" }))).toBeUndefined();
  });

  test("ENV-5: failures are not remembered, and sync, ping, setTyping and setPresence are not keyed", async () => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    expect(codeOf(await client.command("sendMessage", { text: " " }, { roomId, requestId: "k" }))).toBe(
      "invalidPayload",
    );
    expect(codeOf(await client.command("deleteMessage", { seq: 99 }, { roomId, requestId: "k" }))).toBe("notFound");
    expect(codeOf(await client.command("sendMessage", { text: "now" }, { roomId, requestId: "k" }))).toBeUndefined();
    for (const [action, payload] of [
      ["ping", {}],
      ["sync", {}],
      ["setTyping", { typing: false }],
      ["setPresence", { status: "away" }],
    ] as const)
      expect(codeOf(await client.command(action, payload, { roomId, requestId: "k" }))).toBeUndefined();
  });

  test("ENV-6: commands of one connection to one room take effect in the order received", async () => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    const texts = Array.from({ length: 60 }, (_, n) => `${n}`);
    if (transport.name === "SSE") {
      // By POST it is the client that keeps one send under way.
      for (const text of texts) await say(client, roomId, text);
    } else {
      await Promise.all(
        texts.map((text, n) =>
          client.command("sendMessage", { text }, { roomId: n % 2 ? roomId : "engineering" }).then(payloadOf),
        ),
      );
    }
    const { messages } = await rest(node, anna, "messages.list", { at: { room: roomId, limit: 200 } });
    expect(messages.map(({ text }) => text)).toEqual(texts);
  });
});

describe("ENV-6: whoever mixes actions on one connection finds them in order, too", () => {
  test.each(transports.filter(({ name }) => name !== "SSE"))("$name", async (transport) => {
    const { anna, roomId } = await conversation();
    const client = await connect(transport, node, anna);
    const seq = await say(client, roomId, "0");
    await Promise.all([
      client.command("editMessage", { seq, text: "1" }, { roomId }),
      client.command("sendMessage", { text: "between" }, { roomId: "engineering" }),
      client.command("editMessage", { seq, text: "2" }, { roomId }),
      client.command("deleteMessage", { seq }, { roomId: "engineering" }),
      client.command("sendMessage", { text: "last" }, { roomId }),
    ]);
    await client.change(withText("last"));
    expect(ofRoom(client, roomId).map(({ event, seq: at }) => [event, at - seq])).toEqual([
      ["message.created", 0],
      ["message.edited", 1],
      ["message.created", 2],
      ["message.edited", 3],
      ["message.deleted", 4],
      ["message.created", 5],
    ]);
  });
});

test("ENV-2: by POST the body is the reply and the status its error's, with or without a connection", async () => {
  const { anna, roomId } = await conversation();
  const post = (frame: unknown) => postCommand(node, anna, typeof frame === "string" ? frame : JSON.stringify(frame));
  expect(await post({ action: "ping", requestId: "1" })).toMatchObject({ status: 200, reply: { ok: true } });
  expect(await post({ action: "sendMessage", requestId: "2", roomId, payload: {} })).toMatchObject({ status: 422 });
  expect(await post({ action: "sendMessage", requestId: "3", roomId: "x", payload: { text: "x" } })).toMatchObject({
    status: 404,
  });
  expect(await post({ action: "x", requestId: "4" })).toMatchObject({ status: 404 });
  expect(await post("x")).toMatchObject({ status: 400, reply: { requestId: null } });
  expect(await post({ v: 3, action: "ping", requestId: "5" })).toMatchObject({ status: 400 });
  const { status, reply } = await postCommand(node, { token: "ply_none" }, "{}");
  expect([status, codeOf(reply)]).toEqual([401, "unauthenticated"]);
});

test("ENV-3: every transport carries exactly the same event", async () => {
  const { bo, roomId } = await conversation();
  const clients = await Promise.all(transports.map((transport) => connect(transport, node, bo)));
  const [first] = clients;
  if (!first) throw new Error("no client");
  await say(first, roomId, "the same everywhere, 🎉 <b>too</b>");
  await Promise.all(clients.map((client) => client.change(withText("the same everywhere, 🎉 <b>too</b>"))));
  const created = clients.map((client) =>
    client.frames.find((frame) => JSON.stringify(frame).includes('"event":"message.created"')),
  );
  expect(created[0]).toEqual({
    v: 1,
    type: "event",
    event: "message.created",
    roomId,
    seq: 2,
    timestamp: expect.any(String),
    actorId: bo.id,
    payload: { messages: [expect.objectContaining({ roomId, seq: 2, authorId: bo.id })] },
  });
  expect(new Set(created.map((frame) => JSON.stringify(frame))).size).toBe(1);
});
