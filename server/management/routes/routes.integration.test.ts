/** Services of the operator's behind the gateway: they answer actions, decide on openings, hear of endings (GW-2). */
import { once } from "node:events";
import { request } from "node:http";
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import { io } from "socket.io-client";
import { Webhook } from "standardwebhooks";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { type NodeOptions, startNode, type TestNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { freePort } from "#test/support/ports.ts";
import { makeRoom, rest } from "#test/support/rest.ts";
import { type Posted, refusing, type Service, startService } from "#test/support/service.ts";
import { until } from "#test/support/wait.ts";

const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const management = { accessKeyId: "PARLEYTESTKEY", secretAccessKey: "a secret of more than thirty-two characters" };
const deliveryTimings = { retryDelaysMs: [20, 20], pollMs: 50 };
const to = (url: string, timeoutMs = 2_000, concurrency = 10) => ({ url, secret, timeoutMs, concurrency });

const replySchema = z.object({
  requestId: z.string(),
  ok: z.boolean(),
  payload: z.unknown().optional(),
  error: z.object({ code: z.string(), message: z.string(), retryAfterMs: z.number().optional() }).optional(),
});
const contextSchema = z.object({ requestContext: z.record(z.string(), z.unknown()), body: z.string() });
const asked = ({ body }: Posted) => contextSchema.parse(JSON.parse(body));

/** Ports that are known before the services that listen on them. */
const ports = { ticker: await freePort(), door: await freePort() };
const nodeOf = (options: NodeOptions) => startNode({ management, deliveryTimings, ...options });
const base = `http://127.0.0.1:${ports.ticker}`;
const node = await nodeOf({
  routes: {
    subscribeTicker: to(`${base}/ticker`),
    slow: to(`${base}/slow`, 300),
    narrow: to(`${base}/narrow`, 5_000, 1),
  },
});
const doored = await nodeOf({
  routes: {
    $connect: to(`http://127.0.0.1:${ports.door}/connect`, 500),
    $disconnect: to(`http://127.0.0.1:${ports.door}/disconnect`, 500),
    $default: to(`http://127.0.0.1:${ports.door}/default`),
  },
  limits: { connectionsPerUser: 2 },
});

type Client = {
  ws: WebSocket;
  id: string;
  frames: string[];
  command: (action: string, payload?: object) => Promise<Reply>;
};
type Reply = z.infer<typeof replySchema>;

async function connect(at: TestNode, { token }: Person): Promise<Client> {
  const ws = new WebSocket(`${at.url.replace("http", "ws")}/ws/chat`, {
    headers: { Authorization: `Bearer ${token}`, "User-Agent": "thermometer/1.0" },
  });
  onTestFinished(() => ws.terminate());
  const frames: string[] = [];
  ws.on("message", (data) => frames.push(String(data)));
  await once(ws, "message");
  const hello = z.object({ payload: z.object({ connectionId: z.string() }) }).parse(JSON.parse(frames[0] ?? ""));
  let n = 0;
  async function command(action: string, payload: object = {}): Promise<Reply> {
    const requestId = `${action}-${n++}`;
    ws.send(JSON.stringify({ v: 1, type: "command", action, requestId, payload }));
    const find = () => frames.find((frame) => frame.includes('"type":"reply"') && frame.includes(`"${requestId}"`));
    await until(`a reply to ${requestId}`, () => find() !== undefined);
    return replySchema.parse(JSON.parse(find() ?? ""));
  }
  return { ws, id: hello.payload.connectionId, frames, command };
}

describe("an action's route", () => {
  test("GW-2: answers the caller, signed; and pushes back by @connections", async () => {
    const service = await startService(ports.ticker);
    const { ada } = await people(node, { ada: "member" });
    const client = await connect(node, ada);
    service.answer = async (posted, response) => {
      const { connectionId } = asked(posted).requestContext;
      const api = new ApiGatewayManagementApiClient({
        endpoint: node.url,
        region: "eu-central-1",
        credentials: management,
        maxAttempts: 1,
      });
      await api.send(new PostToConnectionCommand({ ConnectionId: String(connectionId), Data: '{"tick":1}' }));
      response.end('{"subscribed":true}');
    };
    const reply = await client.command("subscribeTicker", { symbol: "PLY" });
    expect(reply).toMatchObject({ ok: true, payload: { subscribed: true } });
    expect(client.frames).toContain('{"tick":1}');

    const [posted] = service.posted;
    const headers = Object.fromEntries(
      Object.entries(posted?.headers ?? {}).map(([key, value]) => [key, String(value)]),
    );
    new Webhook(secret).verify(posted?.body ?? "", headers);
    const { requestContext, body } = asked(posted ?? { path: "", headers: {}, body: "" });
    expect(requestContext).toEqual({
      connectionId: client.id,
      routeKey: "subscribeTicker",
      eventType: "MESSAGE",
      requestId: reply.requestId,
      messageId: headers["webhook-id"]?.replace("msg_", ""),
      connectedAt: expect.any(Number),
      identity: { sourceIp: "127.0.0.1", userAgent: "thermometer/1.0" },
      user: { id: ada.id, name: "ada", role: "member", bot: false },
    });
    expect(JSON.parse(body)).toMatchObject({ action: "subscribeTicker", payload: { symbol: "PLY" } });
  });

  test("GW-2: refuses in the protocol's words, and what answers nonsense is told as internal", async () => {
    const service = await startService(ports.ticker);
    const { ada } = await people(node, { ada: "member" });
    const client = await connect(node, ada);
    const code = async (answer: Service["answer"]) => {
      service.answer = answer;
      return (await client.command("subscribeTicker")).error?.code;
    };
    service.answer = refusing(422, '{"message":"No such symbol."}');
    expect((await client.command("subscribeTicker")).error).toMatchObject({
      code: "invalidPayload",
      message: "No such symbol.",
    });
    expect(await code(refusing(403))).toBe("forbidden");
    expect(await code(refusing(404))).toBe("notFound");
    expect(await code(refusing(409))).toBe("conflict");
    expect(await code(refusing(429))).toBe("rateLimited");
    expect(await code(refusing(302))).toBe("internal");
    expect(await code(refusing(200, "<html>"))).toBe("internal");
    expect(await code(refusing(200, `"${"x".repeat(70_000)}"`))).toBe("internal");
    expect(await code(refusing(500))).toBe("internal");
    expect(await code(refusing(503))).toBe("overloaded");
    expect((await client.command("nobodyKnowsIt")).error?.code).toBe("unknownAction");
    expect((await client.command("$connect")).error?.code).toBe("unknownAction");
  });

  test("GW-2: by POST it is called too, without a connection", async () => {
    const service = await startService(ports.ticker);
    service.answer = (_, response) => response.end();
    const { ada } = await people(node, { ada: "member" });
    const response = await fetch(`${node.url}/api/v1/commands`, {
      method: "POST",
      headers: { Authorization: `Bearer ${ada.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ v: 1, type: "command", action: "subscribeTicker", requestId: "r1" }),
    });
    expect(await response.json()).toMatchObject({ ok: true, requestId: "r1", payload: {} });
    expect(service.posted.map(asked)[0]?.requestContext).not.toHaveProperty("connectionId");
  });

  test("GW-2: a dead or slow endpoint costs its callers timeout or overloaded, and nobody else anything", async () => {
    const { ada } = await people(node, { ada: "owner" });
    const room = await makeRoom(node, ada);
    const client = await connect(node, ada);
    // Nobody listens.
    expect((await client.command("subscribeTicker")).error).toMatchObject({ code: "overloaded" });
    const service = await startService(ports.ticker);
    service.answer = () => {};
    const slow = await Promise.all(Array.from({ length: 5 }, () => client.command("slow")));
    expect(slow.map(({ error }) => error?.code)).toEqual(Array.from({ length: 5 }, () => "timeout"));
    const sixth = await client.command("slow");
    expect(sixth.error).toMatchObject({ code: "overloaded", retryAfterMs: expect.any(Number) });
    expect(service.posted.map((posted) => asked(posted).requestContext.requestId)).not.toContain(sixth.requestId);

    // One call at once; the second is told so while the first is under way, as chat goes on.
    const first = client.command("narrow");
    await until("the first is under way", () => service.posted.some(({ path }) => path === "/narrow"));
    expect((await client.command("narrow")).error?.code).toBe("overloaded");
    await rest(node, ada, "messages.create", { at: { room: room.roomId }, body: { text: "meanwhile" } });
    expect(service.posted.filter(({ path }) => path === "/narrow")).toHaveLength(1);
    await service.kill();
    expect((await first).error?.code).toBe("overloaded");

    // Back again, it is asked again.
    await service.start();
    service.answer = refusing(200, '{"back":true}');
    await until("it answers", async () => (await client.command("slow")).ok);
  });
});

describe("$connect and $disconnect", () => {
  test("GW-2: $connect lets in, and keeps out with 403 on each way in", async () => {
    const service = await startService(ports.door);
    const { ada, bo } = await people(doored, { ada: "member", bo: "member" });
    service.answer = (posted, response) => {
      const { requestContext } = asked(posted);
      const user = z.object({ id: z.string() }).parse(requestContext.user);
      response.statusCode = user.id === bo.id && requestContext.eventType === "CONNECT" ? 401 : 200;
      response.end(requestContext.eventType === "MESSAGE" ? '{"default":true}' : "");
    };
    const client = await connect(doored, ada);
    expect(service.posted.map(asked)[0]?.requestContext).toMatchObject({
      connectionId: client.id,
      routeKey: "$connect",
      eventType: "CONNECT",
      user: { id: ada.id },
    });
    expect(await client.command("anything")).toMatchObject({ ok: true, payload: { default: true } });
    expect((await client.command("ping")).ok).toBe(true);

    const headers = { Authorization: `Bearer ${bo.token}` };
    const ws = new WebSocket(`${doored.url.replace("http", "ws")}/ws/chat`, { headers });
    const [, answer] = await once(ws, "unexpected-response");
    expect(answer.statusCode).toBe(403);
    ws.on("error", () => {});
    ws.terminate();
    expect((await fetch(`${doored.url}/api/v1/events`, { headers })).status).toBe(403);
    const socket = io(doored.url, {
      path: "/ws/io",
      transports: ["websocket"],
      reconnection: false,
      auth: { token: bo.token },
    });
    onTestFinished(() => void socket.disconnect());
    const error = await new Promise<{ data?: unknown }>((resolve) => socket.once("connect_error", resolve));
    expect(error.data).toEqual({ code: "forbidden" });
  });

  test("nobody's service is asked about a connection that is one too many, or comes while the node stops", async () => {
    const service = await startService(ports.door);
    const { ada, bo } = await people(doored, { ada: "member", bo: "member" });
    for (let n = 0; n < 2; n++) await connect(doored, ada);
    const asks = () => service.posted.filter(({ path }) => path === "/connect").length;
    expect(asks()).toBe(2);
    const refused = async ({ token }: Person) => {
      const ws = new WebSocket(`${doored.url.replace("http", "ws")}/ws/chat`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      const [word] = await once(ws, "message");
      await once(ws, "close");
      return JSON.parse(String(word));
    };
    expect(await refused(ada)).toMatchObject({ event: "closing", payload: { code: 4429, reconnect: true } });
    doored.gateway.closing = true;
    onTestFinished(() => {
      doored.gateway.closing = false;
    });
    expect(await refused(bo)).toMatchObject({ event: "closing", payload: { code: 1012, reconnect: true } });
    expect(asks()).toBe(2);
  });

  test("who was let in and then cannot be spoken with has ended, too", async () => {
    const service = await startService(ports.door);
    const { ada } = await people(doored, { ada: "member" });
    const headers = { Authorization: `Bearer ${ada.token}`, Connection: "Upgrade", Upgrade: "websocket" };
    const asking = request(`${doored.url}/ws/chat`, {
      headers: { ...headers, "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "no key" },
    });
    asking.end();
    const [answer] = await once(asking, "response");
    expect(answer.statusCode).toBe(400);
    answer.resume();
    // Others that ended a moment ago are told as well.
    const contexts = () => service.posted.map((posted) => asked(posted).requestContext);
    const came = contexts().find(({ eventType }) => eventType === "CONNECT");
    expect(came).toMatchObject({ user: { id: ada.id } });
    const { connectionId: left } = came ?? {};
    await until("its ending was told", () =>
      contexts().some(({ eventType, connectionId }) => eventType === "DISCONNECT" && connectionId === left),
    );
  });

  test("GW-2: where $connect does not answer, the client is told to come again, and no transport is blamed", async () => {
    const { ada } = await people(doored, { ada: "member" });
    const ws = new WebSocket(`${doored.url.replace("http", "ws")}/ws/chat`, {
      headers: { Authorization: `Bearer ${ada.token}` },
    });
    onTestFinished(() => ws.terminate());
    const closing = once(ws, "message");
    const closed = once(ws, "close");
    expect(JSON.parse(String((await closing)[0]))).toMatchObject({
      event: "closing",
      payload: { code: 1013, reconnect: true },
    });
    expect((await closed)[0]).toBe(1013);
  });

  test("GW-3: $disconnect arrives once its service is back; out of tries it is a dead letter, which replay delivers", async () => {
    const service = await startService(ports.door);
    const { ada } = await people(doored, { ada: "admin" });
    // The test before left $connect alone for a while.
    let client = await connect(doored, ada).catch(() => null);
    await until("it lets in again", async () => {
      client ??= await connect(doored, ada).catch(() => null);
      return client !== null;
    });
    await service.kill();
    client?.ws.terminate();
    const letters = () => rest(doored, ada, "deadLetters.list");
    await until("it is a dead letter", async () => (await letters()).deadLetters.length > 0);
    const [letter] = (await letters()).deadLetters;
    expect(letter).toMatchObject({ event: "$disconnect", tries: 3, error: expect.stringContaining("ECONNREFUSED") });
    expect(letter?.webhook).toBeUndefined();
    const at = { id: letter?.id ?? "" };
    const { deadLetter } = await rest(doored, ada, "deadLetters.get", { at });
    expect(deadLetter.payload).toMatchObject({
      requestContext: { connectionId: client?.id, eventType: "DISCONNECT", user: { id: ada.id } },
    });

    await service.start();
    service.posted.length = 0;
    await rest(doored, ada, "deadLetters.replay", { at });
    await until("it arrived", () => service.posted.length > 0);
    expect(service.posted[0]?.path).toBe("/disconnect");
    expect(service.posted.map(asked)[0]?.requestContext).toMatchObject({ connectionId: client?.id });
    expect((await letters()).deadLetters).toEqual([]);
  });
});
