/** `/@connections` as Amazon's own client finds it, on each transport (GW-1). */
import { once } from "node:events";
import { connect } from "node:net";
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  ForbiddenException,
  GetConnectionCommand,
  GoneException,
  LimitExceededException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { io } from "socket.io-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { startNode, type TestNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { until } from "#test/support/wait.ts";

const keys = { accessKeyId: "PARLEYTESTKEY", secretAccessKey: "a secret of more than thirty-two characters" };
const node = await startNode({ management: keys });
const closed = await startNode();

const api = (credentials = keys, at: TestNode = node, stage = "") =>
  new ApiGatewayManagementApiClient({
    endpoint: `${at.url}${stage}`,
    region: "eu-central-1",
    credentials,
    maxAttempts: 1,
  });

/** A connection as a program without our client has it; `pushed` is what came by `@connections`. */
type Caller = { id: string; pushed: string[]; ended: Promise<unknown>; pause: () => void };
const hello = z.object({ payload: z.object({ connectionId: z.string() }) });
const idOf = (frame: string): string => hello.parse(JSON.parse(frame)).payload.connectionId;

async function byWebSocket(at: TestNode, { token }: Person): Promise<Caller> {
  const ws = new WebSocket(`${at.url.replace("http", "ws")}/ws/chat`, {
    headers: { Authorization: `Bearer ${token}`, "User-Agent": "thermometer/1.0" },
  });
  onTestFinished(() => ws.terminate());
  const frames: string[] = [];
  ws.on("message", (data) => frames.push(String(data)));
  await once(ws, "message");
  return {
    id: idOf(frames.shift() ?? ""),
    pushed: frames,
    ended: once(ws, "close").then(([code]) => code),
    pause: () => ws.pause(),
  };
}

async function bySocketIo(at: TestNode, { token }: Person): Promise<Caller> {
  const socket = io(at.url, {
    path: "/ws/io",
    transports: ["websocket"],
    reconnection: false,
    auth: { token },
    extraHeaders: { "User-Agent": "thermometer/1.0" },
  });
  onTestFinished(() => void socket.disconnect());
  const pushed: string[] = [];
  socket.on("data", (text: unknown) => pushed.push(z.string().parse(text)));
  const id = await new Promise<string>((resolve) =>
    socket.once("frame", (frame: unknown) => resolve(hello.parse(frame).payload.connectionId)),
  );
  const ended = new Promise((resolve) => socket.once("disconnect", resolve));
  return { id, pushed, ended, pause: () => {} };
}

async function bySse(at: TestNode, { token }: Person): Promise<Caller> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${at.url}/api/v1/events`, {
    headers: { Authorization: `Bearer ${token}`, "User-Agent": "thermometer/1.0" },
    signal: abort.signal,
  });
  const events: EventSourceMessage[] = [];
  const pushed: string[] = [];
  const parser = createParser({
    onEvent: (event) => (event.event === "data" ? pushed.push(event.data) : events.push(event)),
  });
  const read = async () => {
    for await (const chunk of response.body ?? []) parser.feed(Buffer.from(chunk).toString());
  };
  const ended = read().catch(() => undefined);
  await until("hello came", () => events.length > 0);
  return { id: idOf(events[0]?.data ?? ""), pushed, ended, pause: () => {} };
}

describe.each([
  ["WebSocket", byWebSocket],
  ["Socket.IO", bySocketIo],
  ["SSE", bySse],
] as const)("on %s", (_, open) => {
  test("GW-1: another service posts to a connection, looks at it and ends it; then it is gone", async () => {
    const { anna } = await people(node, { anna: "member" });
    const caller = await open(node, anna);
    const ConnectionId = caller.id;
    const Data = JSON.stringify({ price: 17.5, note: "zwölf\nEuro" });

    await api().send(new PostToConnectionCommand({ ConnectionId, Data }));
    await api(keys, node, "/prod").send(new PostToConnectionCommand({ ConnectionId, Data: "line\nline" }));
    await until("both were pushed", () => caller.pushed.length === 2);
    expect(caller.pushed).toEqual([Data, "line\nline"]);

    const found = await api().send(new GetConnectionCommand({ ConnectionId }));
    expect(found.ConnectedAt?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(found.LastActiveAt).toBeInstanceOf(Date);
    expect(found.Identity).toEqual({ SourceIp: "127.0.0.1", UserAgent: "thermometer/1.0" });

    await api().send(new DeleteConnectionCommand({ ConnectionId }));
    await caller.ended;
    await expect(api().send(new GetConnectionCommand({ ConnectionId }))).rejects.toThrow(GoneException);
    await expect(api().send(new PostToConnectionCommand({ ConnectionId, Data }))).rejects.toThrow(GoneException);
    await expect(api().send(new DeleteConnectionCommand({ ConnectionId }))).rejects.toThrow(GoneException);
  });

  test("GW-1: a wrong secret, and a message that is too large, are refused", async () => {
    const { anna } = await people(node, { anna: "member" });
    const caller = await open(node, anna);
    const ConnectionId = caller.id;
    const wrong = api({ ...keys, secretAccessKey: `${keys.secretAccessKey}!` });
    const other = api({ ...keys, accessKeyId: "SOMEBODYELSE" });
    for (const client of [wrong, other])
      await expect(client.send(new PostToConnectionCommand({ ConnectionId, Data: "x" }))).rejects.toThrow(
        ForbiddenException,
      );
    await expect(
      api().send(new PostToConnectionCommand({ ConnectionId, Data: "x".repeat(129 * 1024) })),
    ).rejects.toThrow(PayloadTooLargeException);
    await api().send(new PostToConnectionCommand({ ConnectionId, Data: "x".repeat(128 * 1024) }));
    await until("the largest message came", () => caller.pushed.length === 1);
    expect(caller.pushed[0]).toHaveLength(128 * 1024);
  });
});

test("GW-1: who reads too slowly is not queued for without end", async () => {
  const { anna } = await people(node, { anna: "member" });
  const caller = await byWebSocket(node, anna);
  caller.pause();
  const post = () => api().send(new PostToConnectionCommand({ ConnectionId: caller.id, Data: "x".repeat(100 * 1024) }));
  const refused = async () => {
    for (let n = 0; n < 200; n += 1) await post();
  };
  await expect(refused()).rejects.toThrow(LimitExceededException);
});

test("GW-1: without keys the API is off, and a request without a signature, or with an old one, is refused", async () => {
  const { anna } = await people(closed, { anna: "member" });
  const caller = await byWebSocket(closed, anna);
  await expect(api(keys, closed).send(new GetConnectionCommand({ ConnectionId: caller.id }))).rejects.toThrow(
    ForbiddenException,
  );
  const bare = await fetch(`${node.url}/@connections/${caller.id}`);
  expect(bare.status).toBe(403);
  expect(bare.headers.get("x-amzn-errortype")).toBe("ForbiddenException");

  const old = new ApiGatewayManagementApiClient({
    endpoint: node.url,
    region: "eu-central-1",
    credentials: keys,
    maxAttempts: 1,
    systemClockOffset: -10 * 60_000,
  });
  await expect(old.send(new GetConnectionCommand({ ConnectionId: caller.id }))).rejects.toThrow(ForbiddenException);
});

test("GW-1: a message whose sender goes away halfway is no fault of the server", async () => {
  const socket = connect(node.port, "127.0.0.1");
  const head = "POST /@connections/x HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\nContent-Length: 9\r\n";
  socket.write(`${head}Expect: 100-continue\r\n\r\n`);
  // Says that it is being read.
  await once(socket, "data");
  socket.end("half");
  await once(socket, "close");
  // The file's end sees to it that nothing was logged.
  expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
});

test("GW-1: a signature holds for its own request only", async () => {
  const { anna } = await people(node, { anna: "member" });
  const caller = await byWebSocket(node, anna);
  const client = api();
  const sent: { url: string; headers: Record<string, string> }[] = [];
  client.middlewareStack.add(
    (next) => async (input) => {
      const request = z.object({ path: z.string(), headers: z.record(z.string(), z.string()) }).parse(input.request);
      sent.push({ url: `${node.url}${request.path}`, headers: request.headers });
      return next(input);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await client.send(new PostToConnectionCommand({ ConnectionId: caller.id, Data: "one" }));
  const [first] = sent;
  const again = (method: string, body?: string) =>
    fetch(first?.url ?? "", { method, headers: first?.headers ?? {}, ...(body === undefined ? {} : { body }) });
  expect((await again("POST", "two")).status).toBe(403);
  expect((await again("DELETE")).status).toBe(403);
  expect(caller.pushed).toEqual(["one"]);
});
