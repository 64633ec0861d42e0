/** Sections 5 and 6: the first frame, heartbeats, headers, addresses. */
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, rest } from "#test/support/rest.ts";
import { openSocketIo } from "./clients/socket-io.ts";
import { openSse, postCommand } from "./clients/sse.ts";
import { openWebSocket } from "./clients/websocket.ts";
import { codeOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports } from "./transports.ts";

const node = await startNode();
const quick = await startNode({ heartbeats: { socketMs: 200, sseMs: 100 } });
const leaving = await startNode();
closeAfterEach();

const cast = () => people(node, { anna: "member", bo: "member" });

describe.each(transports)("$name", (transport) => {
  test("CON-1: the first frame is hello, with everything that a client begins with", async () => {
    const { anna, bo } = await cast();
    const { roomId, slug } = await makeRoom(node, anna, [bo]);
    await makeRoom(node, bo);
    const client = await connect(transport, node, anna);
    expect(client.hello).toEqual({
      connectionId: expect.stringMatching(/.{8,}/),
      node: expect.any(String),
      user: { id: anna.id, name: "anna", role: "member", bot: false },
      heartbeatMs: 25_000,
      limits: expect.objectContaining({ frameBytes: 65_536, textLength: 8_000, commandsPerSecond: null }),
      epoch: expect.any(String),
      rooms: [{ roomId, slug, head: 1 }],
      presence: { [anna.id]: "online" },
      serverTime: expect.any(String),
    });
  });

  test("CON-1: every change above hello's head comes live, and none at or below it", async () => {
    const { anna, bo } = await cast();
    const { roomId } = await makeRoom(node, anna, [bo]);
    const speaker = await connect(transport, node, anna);
    let speaking = true;
    const talk = (async () => {
      for (let n = 0; speaking; n++) await say(speaker, roomId, `${n}`);
    })();
    const clients = await Promise.all(Array.from({ length: 6 }, () => connect(transport, node, bo)));
    speaking = false;
    await talk;
    const last = await say(speaker, roomId, "last");
    for (const client of clients) {
      await client.change((event) => event.seq === last);
      const head = client.hello.rooms[0]?.head ?? 0;
      const seqs = client.events.flatMap((event) => ("seq" in event ? [event.seq] : []));
      expect(seqs).toEqual(Array.from({ length: last - head }, (_, n) => head + 1 + n));
    }
  });

  test("user.updated reaches oneself and whoever shares a room, nobody else", async () => {
    const { anna, bo, cleo } = await people(node, { anna: "member", bo: "member", cleo: "member" });
    const { roomId } = await makeRoom(node, anna, [bo]);
    const lonely = await makeRoom(node, cleo);
    const [one, two, three] = [
      await connect(transport, node, anna),
      await connect(transport, node, bo),
      await connect(transport, node, cleo),
    ];
    await rest(node, anna, "me.update", { body: { name: "Anna the Second" } });
    for (const client of [one, two]) {
      const { user } = await client.notice("user.updated");
      expect(user).toMatchObject({ id: anna.id, name: "Anna the Second" });
    }
    await say(three, lonely.roomId, "marker");
    await three.change(withText("marker"));
    expect(three.events.some(({ event }) => event === "user.updated")).toBe(false);
    expect(roomId).not.toBe(lonely.roomId);
  });

  test("FB-2: a command by POST to its own connection types and is present as that connection", async () => {
    const { anna, bo } = await cast();
    const { roomId } = await makeRoom(node, anna, [bo]);
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const post = (frame: object) => postCommand(node, anna, JSON.stringify(frame), one.hello.connectionId);
    await post({ action: "setTyping", requestId: "t", roomId, payload: { typing: true } });
    expect(await two.notice("typing")).toEqual({ userId: anna.id, typing: true });
    await post({ action: "setPresence", requestId: "p", payload: { status: "away" } });
    await two.notice("presence.changed", ({ status }) => status === "away");
  });

  test("FB-2: somebody else's connection cannot be named", async () => {
    const { anna, bo } = await cast();
    const { roomId } = await makeRoom(node, anna, [bo]);
    const [one, two] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const frame = JSON.stringify({ action: "setPresence", requestId: "p", payload: { status: "dnd" } });
    await postCommand(node, bo, frame, one.hello.connectionId);
    for (let n = 0; n < 12; n++) {
      const { reply } = await postCommand(node, bo, "[]", one.hello.connectionId);
      expect(codeOf(reply)).toBe("badEnvelope");
    }
    // It was bo who is not to be disturbed, and anna's connection was charged with nothing.
    await one.notice("presence.changed", ({ userId, status }) => userId === bo.id && status === "dnd");
    await say(one, roomId, "marker");
    await two.change(withText("marker"));
    expect(two.events.map(({ payload }) => payload)).not.toContainEqual({ userId: anna.id, status: "dnd" });
  });
});

describe("CON-2: heartbeats", () => {
  test("on plain WebSocket the protocol's ping; two that are missed end the connection with 4408", async () => {
    const { anna } = await people(quick, { anna: "member" });
    const [alive, silent] = [
      await openWebSocket(quick, { token: anna.token }),
      await openWebSocket(quick, { token: anna.token, autoPong: false }),
    ];
    expect(alive.hello.heartbeatMs).toBe(200);
    expect(await silent.closed).toMatchObject({ code: 4408, closing: { code: 4408, reconnect: true } });
    await once(alive.socket, "ping");
    expect(codeOf(await alive.command("ping"))).toBeUndefined();
    await alive.close();
  });

  test("on Socket.IO its own; whoever does not answer is gone", async () => {
    const { anna } = await people(quick, { anna: "member" });
    const alive = await openSocketIo(quick, { token: anna.token });
    const raw = new WebSocket(`${quick.url.replace("http", "ws")}/ws/io/?EIO=4&transport=websocket`);
    await once(raw, "open");
    const heard: string[] = [];
    raw.on("message", (data: Buffer) => heard.push(data.toString()));
    raw.send(`40${JSON.stringify({ token: anna.token })}`);
    await once(raw, "close");
    expect(heard).toContain("2");
    expect(heard.some((packet) => packet.includes('"event":"hello"'))).toBe(true);
    expect(codeOf(await alive.command("ping"))).toBeUndefined();
    await alive.close();
  });

  test("on SSE an event that EventSource can see", async () => {
    const { anna } = await people(quick, { anna: "member" });
    const response = await fetch(`${quick.url}/api/v1/events`, { headers: { Authorization: `Bearer ${anna.token}` } });
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.split("event: heartbeat\ndata: {}\n\n").length > 3) break;
    }
    expect(text).toMatch(/^data: \{"v":1,"type":"event","event":"hello"/);
  });
});

test("FB-3: a stream forbids proxies to buffer, transform or keep it", async () => {
  const { anna } = await cast();
  const stream = await openSse(node, anna);
  expect(stream.response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(stream.response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(stream.response.headers.get("x-accel-buffering")).toBe("no");
  expect(stream.response.headers.get("content-encoding")).toBeNull();
  await stream.close();
});

test.each([
  ["POST", "/api/v1/events", 405],
  ["HEAD", "/api/v1/events", 405],
  ["HEAD", "/api/v1/rooms/x/events", 405],
  ["DELETE", "/api/v1/rooms/x/events", 405],
  ["GET", "/api/v1/commands", 405],
  ["PUT", "/api/v1/commands", 405],
  ["GET", "/ws/chat", 426],
  ["GET", "/ws/io/?EIO=4&transport=polling", 426],
  ["POST", "/ws/io/?EIO=4&transport=polling", 426],
])("the wrong method or way is refused without harm: %s %s", async (method, path, status) => {
  const { anna } = await cast();
  const response = await fetch(`${node.url}${path}`, { method, headers: { Authorization: `Bearer ${anna.token}` } });
  expect(response.status).toBe(status);
  if (status === 405) expect(response.headers.get("allow")).toMatch(/^(GET|POST)$/);
});

test("an upgrade to an address that is none is 404", async () => {
  const { anna } = await cast();
  const socket = new WebSocket(`${node.url.replace("http", "ws")}/ws/nothing`, {
    headers: { Authorization: `Bearer ${anna.token}` },
  });
  const [, response] = await once(socket, "unexpected-response");
  expect(response).toMatchObject({ statusCode: 404 });
  socket.on("error", () => {});
  socket.terminate();
});

test("1012: a node that stops says goodbye on every connection, with a time to come back, and lets nobody in", async () => {
  const { anna } = await people(leaving, { anna: "member" });
  const clients = await Promise.all(transports.map((transport) => connect(transport, leaving, anna)));
  const stopped = leaving.stop();
  for (const client of clients)
    expect((await client.closed).closing).toMatchObject({ code: 1012, reconnect: true, afterMs: expect.any(Number) });
  expect((await clients[0]?.closed)?.code).toBe(1012);
  await stopped;
  expect((await fetch(`${leaving.url}/readyz`)).status).toBe(503);
});

test("healthz and readyz answer whoever asks", async () => {
  for (const path of ["/healthz", "/readyz"]) expect((await fetch(`${node.url}${path}`)).status).toBe(200);
});
