/**
 * What only one transport can be sent: its own framing, broken. Somebody on the same node notices nothing. Plain
 * WebSocket's is in rfc-6455.integration.test.ts.
 */
import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startNode } from "#test/support/node.ts";
import { withBystanders } from "./bystanders.ts";
import { openSocketIo } from "./clients/socket-io.ts";
import { postCommand } from "./clients/sse.ts";
import { openWebSocket } from "./clients/websocket.ts";
import { codeOf } from "./facts.ts";
import { closeAfterEach, connect, transports } from "./transports.ts";

const node = await startNode();
closeAfterEach();

const mallory = await withBystanders(node);

describe("plain WebSocket", () => {
  const ping = Buffer.from('{"action":"ping","requestId":"1"}');

  test("a binary frame is no envelope", async () => {
    const raw = new WebSocket(`${node.url.replace("http", "ws")}/ws/chat`, {
      headers: { Authorization: `Bearer ${mallory.token}` },
    });
    const heard: string[] = [];
    raw.on("message", (data: Buffer) => heard.push(data.toString()));
    await once(raw, "open");
    for (let n = 0; n < 10; n++) raw.send(ping, { binary: true });
    const [code] = await once(raw, "close");
    expect(code).toBe(4400);
    expect(heard.filter((frame) => frame.includes('"code":"badEnvelope"'))).toHaveLength(10);
  });

  test("a socket that is cut in the middle of a frame is forgotten", async () => {
    const client = await openWebSocket(node, mallory);
    const { connectionId } = client.hello;
    expect(node.gateway.connections.has(connectionId)).toBe(true);
    await client.close();
    await expect.poll(() => node.gateway.connections.has(connectionId)).toBe(false);
  });
});

describe("Socket.IO", () => {
  test("any other event, and any frame that is no object, is badEnvelope", async () => {
    const { socket, close } = await openSocketIo(node, mallory);
    const answers = [
      await socket.emitWithAck("message", { action: "ping", requestId: "1" }),
      await socket.emitWithAck("frame"),
      await socket.emitWithAck("frame", '{"action":"ping","requestId":"1"}'),
      await socket.emitWithAck("frame", 7),
      await socket.emitWithAck("frame", [{ action: "ping", requestId: "1" }]),
      await socket.emitWithAck("frame", Buffer.from("{}")),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: "badEnvelope" } });
    expect(await socket.emitWithAck("frame", { action: "ping", requestId: "1" }, "more")).toMatchObject({ ok: true });
    await close();
  });

  test("a command without an ack is answered by a frame", async () => {
    const client = await openSocketIo(node, mallory);
    expect(await client.sendRaw('{"action":"ping","requestId":"no-ack"}')).toMatchObject({
      requestId: "no-ack",
      ok: true,
    });
    await client.close();
  });

  test.each([
    ["no credentials", undefined, "unauthenticated"],
    ["a wrong token", { token: `ply_${"x".repeat(43)}` }, "unauthenticated"],
    ["a wrong ticket", { ticket: "a.b.c" }, "unauthenticated"],
    ["a token that is an object", { token: { $ne: null } }, "unauthenticated"],
  ])("CONNECT with %s is connect_error with data.code", async (_, auth, code) => {
    const raw = await engine();
    const heard = packets(raw);
    raw.send(`40${auth === undefined ? "" : JSON.stringify(auth)}`);
    await expect.poll(() => heard.find((packet) => packet.startsWith("44"))).toContain(`"data":{"code":"${code}"}`);
    raw.terminate();
  });

  test("another namespace is refused, and opens nothing", async () => {
    const raw = await engine();
    const heard = packets(raw);
    raw.send(`40/admin,${JSON.stringify({ token: mallory.token })}`);
    await expect.poll(() => heard.find((packet) => packet.startsWith("44/admin,"))).toContain("Invalid namespace");
    expect(heard.join()).not.toContain("hello");
    raw.terminate();
  });

  test.each([
    ["a packet that is no JSON", '42["frame",{'],
    ["a packet of a type that does not exist", "49[]"],
    ["an event without a name", "42[]"],
    ["an event whose name is reserved", '42["connect"]'],
    ["a binary attachment that does not exist", '451-["frame",{"_placeholder":true,"num":99}]'],
    ["an engine packet that does not exist", "9"],
  ])("%s ends that connection alone", async (_, packet) => {
    const raw = await engine();
    const heard = packets(raw);
    raw.send(`40${JSON.stringify({ token: mallory.token })}`);
    await expect.poll(() => heard.some((one) => one.includes('"event":"hello"'))).toBe(true);
    const closed = once(raw, "close");
    raw.send(packet);
    // An attachment has to come, or something else instead of it.
    if (packet.startsWith("45")) raw.send('42["frame",{}]');
    await closed;
  });

  test("whoever leaves the namespace is gone: no line is left that nobody counts", async () => {
    const raw = await engine();
    const heard = packets(raw);
    raw.send(`40${JSON.stringify({ token: mallory.token })}`);
    await expect.poll(() => heard.some((one) => one.includes('"event":"hello"'))).toBe(true);
    const closed = once(raw, "close");
    raw.send("41");
    await closed;
  });

  test.each([
    ["answered: CONNECT to another namespace", "40/x,"],
    ["never asked for: an ack", '430["?"]'],
  ])("packets that are no events are few, and end the connection (%s)", async (_, packet) => {
    for (const before of ["40/admin,", `40${JSON.stringify({ token: mallory.token })}`]) {
      const raw = await engine();
      const heard = packets(raw);
      raw.send(before);
      await expect.poll(() => heard.some((one) => one.startsWith("44/admin,") || one.includes("hello"))).toBe(true);
      const closed = once(raw, "close");
      for (let n = 0; n < 1_000 && raw.readyState === WebSocket.OPEN; n++) raw.send(packet);
      await closed;
      expect(heard.filter((one) => one.startsWith("44/")).length).toBeLessThanOrEqual(11);
    }
  });

  test("polling is refused, with and without a session id", async () => {
    for (const query of ["EIO=4&transport=polling", "EIO=4&transport=polling&sid=x", "EIO=3&transport=polling"]) {
      const response = await fetch(`${node.url}/ws/io/?${query}`);
      expect(response.status).toBe(426);
    }
  });

  test.each(["EIO=3&transport=websocket", "EIO=4&transport=polling", "EIO=4&transport=websocket&sid=x", ""])(
    "an upgrade with ?%s opens nothing",
    async (query) => {
      const raw = new WebSocket(`${node.url.replace("http", "ws")}/ws/io/?${query}`);
      const heard = packets(raw);
      // A status instead of the upgrade, or bytes that are no frame.
      raw.on("error", () => {});
      raw.on("open", () => raw.send(`40${JSON.stringify({ token: mallory.token })}`));
      await new Promise((resolve) => raw.once("close", resolve));
      expect(heard.join()).not.toContain("hello");
    },
  );

  const engine = async () => {
    const raw = new WebSocket(`${node.url.replace("http", "ws")}/ws/io/?EIO=4&transport=websocket`);
    await once(raw, "open");
    return raw;
  };
  const packets = (raw: WebSocket) => {
    const heard: string[] = [];
    raw.on("message", (data: Buffer) => heard.push(data.toString()));
    return heard;
  };
});

describe("POST", () => {
  test.each([
    ["an empty body", new Uint8Array(), "badEnvelope"],
    ["bytes that are no UTF-8", new Uint8Array([0xff, 0xfe, 0x7b]), "badEnvelope"],
    ["compressed bytes", new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0]), "badEnvelope"],
  ])("%s is %s", async (_, body, code) => {
    expect(codeOf((await postCommand(node, mallory, body)).reply)).toBe(code);
  });

  test("a body without an end is cut off at 1 MiB, without being kept", async () => {
    const socket = connectTcp(node.port, "127.0.0.1");
    const heard: Buffer[] = [];
    socket.on("data", (data: Buffer) => heard.push(data));
    socket.on("error", () => {});
    socket.write(
      `POST /api/v1/commands HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${mallory.token}\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const closed = once(socket, "close");
    for (let n = 0; n < 40 && !socket.destroyed; n++)
      if (!socket.write(chunk)) await Promise.race([once(socket, "drain"), closed]);
    await closed;
    expect(Buffer.concat(heard).toString()).toMatch(/^HTTP\/1\.1 413 [\s\S]*payloadTooLarge/);
  });

  test("a connection that does not exist is as good as none", async () => {
    const frame = '{"action":"ping","requestId":"1"}';
    for (const id of ["", "x", "__proto__", "constructor", "x".repeat(8_000)])
      expect((await postCommand(node, mallory, frame, id)).status).toBe(200);
    const extend = '{"action":"extendSession","requestId":"2","payload":{"ticket":"x"}}';
    expect(codeOf((await postCommand(node, mallory, extend)).reply)).toBe("invalidPayload");
  });

  test("an opening that is abandoned half-way harms nobody", async () => {
    const [transport] = transports;
    for (let n = 0; n < 5; n++) {
      const socket = connectTcp(node.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write(
        `GET /ws/chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
          `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer ${mallory.token}\r\n\r\n`,
        () => socket.destroy(),
      );
      await once(socket, "close");
    }
    if (transport) expect((await connect(transport, node, mallory)).hello.user.id).toBe(mallory.id);
  });
});
