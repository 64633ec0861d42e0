/** Section 9: limits, and how a refusal by one is said (FB-7). */
import { once } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { HeldRefusals } from "#server/domain/held-refusals.ts";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import { openSse, postCommand } from "./clients/sse.ts";
import { codeOf, payloadOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, socketIo, sse, transports, webSocket } from "./transports.ts";

// So low that what is refilled while a busy machine takes its time does not count.
const node = await startNode({
  limits: {
    commandsPerSecond: 0.05,
    commandsBurst: 12,
    messagesPerSecond: 0.02,
    messagesBurst: 4,
    connectionsPerUser: 3,
  },
});
const free = await startNode();
const brisk = await startNode({ limits: { commandsPerSecond: 200, commandsBurst: 400 } });
const guarded = await startNode({ limits: { newConnectionsPerSecond: 1 } });
closeAfterEach();

const padded = (action: string, payload: object, bytes: number, roomId = "engineering") => {
  const frame = (padding: string) => JSON.stringify({ action, requestId: "big", roomId, payload, padding });
  return frame("x".repeat(bytes - frame("").length));
};

describe.each(transports)("$name", (transport) => {
  test("hello tells the limits in force", async () => {
    const { anna } = await people(node, { anna: "member" });
    const { limits } = (await connect(transport, node, anna)).hello;
    expect(limits).toMatchObject({
      commandsPerSecond: 0.05,
      commandsBurst: 12,
      messagesBurst: 4,
      connectionsPerUser: 3,
    });
  });

  test("commands over the rate are rateLimited, retryable, with a time; nobody else's are", async () => {
    const { anna, bo } = await people(node, { anna: "member", bo: "member" });
    const [client, other] = [await connect(transport, node, anna), await connect(transport, node, bo)];
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.command("ping")));
    const refused = replies.filter((reply) => !reply.ok);
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(refused[0]).toMatchObject({
      error: { code: "rateLimited", retryable: true, retryAfterMs: expect.any(Number), message: expect.any(String) },
    });
    expect(codeOf(await other.command("ping"))).toBeUndefined();
  });

  test("messages over the rate of a user are rateLimited, on all connections together", async () => {
    const { anna, bo } = await people(node, { anna: "member", bo: "member" });
    const { roomId } = await makeRoom(node, anna, [bo]);
    const clients = [await connect(transport, node, anna), await connect(transport, node, anna)];
    const replies = await Promise.all(
      clients.flatMap((client) =>
        Array.from({ length: 4 }, (_, n) => client.command("sendMessage", { text: `${n}` }, { roomId })),
      ),
    );
    const refused = replies.filter((reply) => codeOf(reply) === "rateLimited");
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(
      codeOf(await (await connect(transport, node, bo)).command("sendMessage", { text: "I" }, { roomId })),
    ).toBeUndefined();
  });

  test("FB-7: one connection too many is accepted, told when to come back, and closed with 4429", async () => {
    const { anna, bo } = await people(node, { anna: "member", bo: "member" });
    const clients = await Promise.all(Array.from({ length: 3 }, () => connect(transport, node, anna)));
    const extra = await connect(transport, node, anna);
    expect(extra.events.map(({ event }) => event)).toEqual(["closing"]);
    const { code, closing } = await extra.closed;
    expect(closing).toMatchObject({ code: 4429, reconnect: true, afterMs: expect.any(Number) });
    if (transport === webSocket) expect(code).toBe(4429);
    for (const client of clients) expect(codeOf(await client.command("ping"))).toBeUndefined();
    expect((await connect(transport, node, bo)).hello.user.id).toBe(bo.id);
    await clients[0]?.close();
    expect((await connect(transport, node, anna)).events.map(({ event }) => event)[0]).toMatch(/hello|closing/);
  });

  test("typing and presence over the rate of a user are rateLimited, and followers hear of no more", async () => {
    const { anna, bo } = await people(brisk, { anna: "member", bo: "member" });
    const { roomId } = await makeRoom(brisk, anna, [bo]);
    const watcher = await connect(transport, brisk, bo);
    const clients = [await connect(transport, brisk, anna), await connect(transport, brisk, anna)];
    const toggles = await Promise.all(
      clients.flatMap((client) =>
        Array.from({ length: 50 }, (_, n) => client.command("setTyping", { typing: n % 2 === 0 }, { roomId })),
      ),
    );
    const refused = toggles.filter((reply) => !reply.ok);
    expect(refused.length).toBeGreaterThanOrEqual(50);
    expect(refused[0]).toMatchObject({
      error: { code: "rateLimited", retryable: true, retryAfterMs: expect.any(Number) },
    });
    const statuses = await Promise.all(
      Array.from({ length: 40 }, (_, n) => clients[0]?.command("setPresence", { status: n % 2 ? "dnd" : "away" })),
    );
    expect(statuses.filter((reply) => reply && codeOf(reply) === "rateLimited").length).toBeGreaterThanOrEqual(20);
    await say(clients[0] ?? watcher, roomId, "what I typed");
    await watcher.change(withText("what I typed"));
    const told = watcher.events.filter(({ event }) => event === "typing" || event === "presence.changed");
    expect(told.length).toBeLessThanOrEqual(100);
    expect(codeOf(await watcher.command("setTyping", { typing: true }, { roomId }))).toBeUndefined();
  });

  test("4429: who goes on flooding is let go", async () => {
    const { anna } = await people(node, { anna: "member" });
    const client = await connect(transport, node, anna);
    // The replies to the last of them may not come any more.
    const flood = Array.from({ length: 260 }, () => client.command("ping").catch(() => undefined));
    const { code, closing } = await client.closed;
    expect(closing).toMatchObject({ code: 4429, reconnect: true, afterMs: expect.any(Number) });
    if (transport === webSocket) expect(code).toBe(4429);
    expect(flood).toHaveLength(260);
  });

  test("4429: who was let go for flooding is told to wait when they come back at once, and is let in afterwards", async () => {
    const { anna } = await people(node, { anna: "member" });
    const client = await connect(transport, node, anna);
    for (let n = 0; n < 260; n++) client.command("ping").catch(() => undefined);
    await client.closed;
    for (const again of await Promise.all(transports.map((other) => connect(other, node, anna))))
      expect(again.events[0]).toMatchObject({ event: "closing", payload: { code: 4429, reconnect: true } });
    await vi.waitFor(async () => expect((await connect(transport, node, anna)).hello.user.id).toBe(anna.id), 20_000);
  });

  test("a frame of 64 KiB is taken; sync may have 1 MiB", async () => {
    const { anna } = await people(free, { anna: "member" });
    const { roomId } = await makeRoom(free, anna);
    const client = await connect(transport, free, anna);
    expect(codeOf(await client.sendRaw(padded("sendMessage", { text: "big" }, 65_000, roomId)))).toBeUndefined();
    const cursors = Object.fromEntries(Array.from({ length: 18_000 }, (_, n) => [`${n}`.padStart(36, "0"), 5]));
    const sync = JSON.stringify({ action: "sync", requestId: "sync", payload: { cursors } });
    expect(sync.length).toBeGreaterThan(700_000);
    expect(payloadOf(await client.sendRaw(sync))).toMatchObject({ rooms: [{ roomId, status: "reset" }] });
  });

  test.each([
    ["65 KiB", 65 * 1024 + 100],
    ["1 MiB and more", 1024 * 1024 + 4096],
  ])("1009: a frame of %s is too large; nobody else notices", async (_, bytes) => {
    const { anna, bo } = await people(free, { anna: "member", bo: "member" });
    const { roomId } = await makeRoom(free, anna, [bo], { slug: "engineering" });
    const [client, bystander] = [await connect(transport, free, anna), await connect(transport, free, bo)];
    const frame = padded("sendMessage", { text: "too big" }, bytes);
    const reply = client.sendRaw(frame).catch(() => undefined);
    if (transport === sse) {
      expect(await reply).toMatchObject({ ok: false, error: { code: "payloadTooLarge", retryable: false } });
    } else {
      const { code } = await client.closed;
      if (transport === webSocket) expect(code).toBe(1009);
    }
    await say(bystander, roomId, "undisturbed");
    await bystander.change(withText("undisturbed"));
    expect(JSON.stringify(bystander.frames)).not.toContain("too big");
  });
});

test("one person's sync and REST reads never take the whole database from the others", async () => {
  const { anna, bo } = await people(brisk, { anna: "member", bo: "member" });
  const { roomId } = await makeRoom(brisk, anna, [bo]);
  const clients = await Promise.all(transports.map((transport) => connect(transport, brisk, anna)));
  const lock = await brisk.pool.connect();
  onTestFinished(() => lock.release(true));
  await lock.query("BEGIN");
  // Every reading of a room hangs from here on.
  await lock.query("LOCK TABLE rooms IN ACCESS EXCLUSIVE MODE");
  const refused: unknown[] = [];
  const syncs = clients.flatMap((client) =>
    Array.from({ length: 33 }, async () => {
      const reply = await client.command("sync", { cursors: {} });
      if (!reply.ok) refused.push(reply.error.code);
      return reply;
    }),
  );
  expect(await Promise.race(syncs)).toMatchObject({
    error: { code: "overloaded", retryable: true, retryAfterMs: expect.any(Number), message: expect.any(String) },
  });
  await expect.poll(() => refusal(brisk, anna, "rooms.list")).toEqual({ status: 503, code: "overloaded" });
  // All have arrived.
  await expect.poll(() => refused).toHaveLength(30);
  // Of the pool's eight, with the lock's own and a look at the heads, one is left for the others.
  expect((await rest(brisk, bo, "me.get")).user.id).toBe(bo.id);
  await lock.query("ROLLBACK");
  const replies = await Promise.all(syncs);
  expect(replies.filter((reply) => reply.ok)).toHaveLength(69);
  expect(replies.filter((reply) => codeOf(reply) === "overloaded")).toHaveLength(30);
  expect((await rest(brisk, anna, "rooms.list")).rooms.map((room) => room.roomId)).toContain(roomId);
});

test.each(transports.filter((one) => one !== sse))(
  "$name: who sends a thousand frames at once is served in turn with the others",
  async (transport) => {
    const { anna, bo } = await people(free, { anna: "member", bo: "member" });
    const [flooder, other] = [await connect(transport, free, anna), await connect(transport, free, bo)];
    let answered = 0;
    const flood = Array.from({ length: 1_000 }, async () => {
      await flooder.command("ping");
      answered += 1;
    });
    await other.command("ping");
    expect(answered).toBeLessThan(500);
    await Promise.all(flood);
  },
);

test("a large frame over the rate is refused unread; a small one is told which it was", async () => {
  const { anna } = await people(node, { anna: "member" });
  const client = await connect(webSocket, node, anna);
  await Promise.all(Array.from({ length: 12 }, () => client.command("ping")));
  expect(await client.command("ping", {}, { requestId: "small" })).toMatchObject({
    requestId: "small",
    error: { code: "rateLimited" },
  });
  // Which request it was stays unread, so none is given here.
  const reply = await client.sendRaw(JSON.stringify({ action: "sync", padding: "x".repeat(900_000) }));
  expect(reply).toMatchObject({ requestId: null, error: { code: "rateLimited", retryAfterMs: expect.any(Number) } });
});

test("a text that holds a command is none, on any transport", async () => {
  const { anna } = await people(free, { anna: "member" });
  const text = JSON.stringify(JSON.stringify({ action: "ping", requestId: "inside" }));
  for (const transport of transports)
    expect(codeOf(await (await connect(transport, free, anna)).sendRaw(text))).toBe("badEnvelope");
});

test("Socket.IO: several CONNECT packets on one transport do not make several connections", async () => {
  const { anna } = await people(free, { anna: "member" });
  const socket = await engineSocket(free.url);
  for (let i = 0; i < 3; i += 1) socket.send(`40${JSON.stringify({ token: anna.token })}`);
  await once(socket, "close");
  await expect.poll(() => free.gateway.presence.of(anna.id).size).toBe(0);
  expect((await connect(socketIo, free, anna)).hello.user.id).toBe(anna.id);
});

test("Socket.IO: a socket counts as a new connection before it says who it is, and only once", async () => {
  const { anna } = await people(free, { anna: "member" });
  const arrivals = vi.spyOn(free.gateway.admission, "arrive");
  onTestFinished(() => arrivals.mockRestore());
  const socket = await engineSocket(free.url);
  expect(arrivals).toHaveBeenCalledTimes(1);
  socket.send(`40${JSON.stringify({ token: anna.token })}`);
  await expect.poll(() => free.gateway.presence.of(anna.id).size).toBe(1);
  expect(arrivals).toHaveBeenCalledTimes(1);
  socket.close();
  await once(socket, "close");
});

/** Engine.IO's own opening, before any Socket.IO CONNECT. */
async function engineSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws/io/?EIO=4&transport=websocket`);
  await once(socket, "message");
  return socket;
}

test("1009 is said before it is done, where the frame could be read", async () => {
  const { anna } = await people(free, { anna: "member" });
  for (const transport of transports.filter((one) => one !== sse)) {
    const client = await connect(transport, free, anna);
    client.sendRaw(padded("ping", {}, 70_000)).catch(() => undefined);
    expect((await client.closed).closing).toMatchObject({ code: 1009, reconnect: true });
  }
});

test("by POST the rate is the user's, and Retry-After says when", async () => {
  const { anna } = await people(node, { anna: "member" });
  const post = () => postCommand(node, anna, '{"action":"ping","requestId":"1"}');
  const answers = await Promise.all(Array.from({ length: 20 }, post));
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(6);
  const response = await fetch(`${node.url}/api/v1/commands`, {
    method: "POST",
    headers: { Authorization: `Bearer ${anna.token}` },
    body: '{"action":"ping","requestId":"1"}',
  });
  expect([response.status, Number(response.headers.get("retry-after")) >= 1]).toEqual([429, true]);
});

test("whose requests are refused again and again is told so later each time; nobody else is", async () => {
  const { anna, bo, cleo } = await people(node, { anna: "member", bo: "member", cleo: "member" });
  const { roomId } = await makeRoom(node, anna, [bo]);
  const held = vi.spyOn(HeldRefusals.prototype, "hold");
  onTestFinished(() => held.mockRestore());
  const post = () => postCommand(node, anna, '{"action":"ping","requestId":"1"}');
  const write = () => refusal(node, bo, "messages.create", { at: { room: roomId }, body: { text: "and again" } });
  const asks: (() => Promise<unknown>)[] = [post, write];
  for (const ask of asks) {
    held.mockClear();
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(held).not.toHaveBeenCalled();
    await Promise.all(Array.from({ length: 30 }, ask));
    expect(held).toHaveBeenCalled();
  }
  held.mockClear();
  await Promise.all(Array.from({ length: 20 }, () => postCommand(node, cleo, '{"action":"ping","requestId":"1"}')));
  expect(held).not.toHaveBeenCalled();
});

test("FB-7: too many new connections from one address are accepted, told to wait and closed", async () => {
  const { anna } = await people(guarded, { anna: "member" });
  for (const transport of transports) {
    // Far more than come to be allowed while a busy machine opens them.
    const opened = await Promise.all(Array.from({ length: 20 }, () => connect(transport, guarded, anna)));
    const refused = opened.filter(({ events }) => events[0]?.event === "closing");
    expect(refused.length).toBeGreaterThanOrEqual(3);
    for (const client of refused)
      expect((await client.closed).closing).toMatchObject({ code: 4429, reconnect: true, afterMs: expect.any(Number) });
  }
});

test("a room's own stream counts as a connection", async () => {
  const { anna } = await people(node, { anna: "member" });
  const { roomId } = await makeRoom(node, anna);
  const open = () => openSse(node, { token: anna.token, path: `/api/v1/rooms/${roomId}/events` });
  const streams = [await open(), await open(), await open()];
  expect((await (await open()).closed).closing).toMatchObject({ code: 4429 });
  await Promise.all(streams.map((stream) => stream.close()));
});

test("a message of 8,000 units is taken, three bytes to the unit", async () => {
  const { anna } = await people(free, { anna: "member" });
  const { roomId } = await makeRoom(free, anna);
  const text = "今".repeat(8_000);
  for (const transport of transports) await say(await connect(transport, free, anna), roomId, text);
});

test("a socket that says nothing costs the server nothing more than itself", async () => {
  const { anna } = await people(free, { anna: "member" });
  const silent = new WebSocket(`${free.url.replace("http", "ws")}/ws/chat`, {
    headers: { Authorization: `Bearer ${anna.token}` },
  });
  await once(silent, "message");
  silent.terminate();
  await once(silent, "close");
});
