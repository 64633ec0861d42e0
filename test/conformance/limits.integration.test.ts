/** Section 9: limits, and how a refusal by one is said (FB-7). */
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom } from "#test/support/rest.ts";
import { openSse, postCommand } from "./clients/sse.ts";
import { codeOf, payloadOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, sse, transports, webSocket } from "./transports.ts";

const node = await startNode({
  limits: {
    commandsPerSecond: 0.5,
    commandsBurst: 12,
    messagesPerSecond: 0.2,
    messagesBurst: 4,
    connectionsPerUser: 3,
  },
});
const free = await startNode();
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
      commandsPerSecond: 0.5,
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

test("FB-7: too many new connections from one address are accepted, told to wait and closed", async () => {
  const { anna } = await people(guarded, { anna: "member" });
  for (const transport of transports) {
    const opened = await Promise.all(Array.from({ length: 6 }, () => connect(transport, guarded, anna)));
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
