/** A command as a collector of traces sees it: from its arrival over its commit to its delivery on another's connection. */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { closeAfterEach, connect, sse, webSocket } from "#test/conformance/transports.ts";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { startTracing } from "./open-telemetry.ts";

const attributeSchema = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional(), intValue: z.coerce.number().optional() }),
});
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: z.array(attributeSchema).default([]),
});
const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

/** What the collector was sent, as it came. */
const received: { path: string | undefined; body: string }[] = [];
const collector = createServer(async (request, response) => {
  received.push({ path: request.url, body: await text(request) });
  response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
});
collector.listen(0, "127.0.0.1");
await once(collector, "listening");
const address = collector.address();
if (address === null || typeof address === "string") throw new Error("no port");
const tracing = startTracing({ endpoint: `http://127.0.0.1:${address.port}`, share: 1, node: "a" });
afterAll(() => void collector.close());

const node = await startNode({ tracing });
const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
closeAfterEach();

test("a sent message is one trace: command, commit, delivery; and nothing that anyone said", async () => {
  const answer = await fetch(`${node.url}/api/v1/rooms`, {
    method: "POST",
    headers: { authorization: `Bearer ${anna.token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Room", kind: "private", memberIds: [bo.id] }),
  });
  const { room } = (await answer.json()) as { room: { roomId: string } };
  const reader = await connect(sse, node, bo);
  const writer = await connect(webSocket, node, anna);
  const requestId = randomUUID();
  const words = `between us ${randomUUID()}`;
  await writer.command("sendMessage", { text: words }, { roomId: room.roomId, requestId });
  await writer.command("ping");
  await reader.change((event) => event.payload.messages?.[0]?.text === words);
  await tracing.stop();

  expect(new Set(received.map(({ path }) => path))).toEqual(new Set(["/v1/traces"]));
  const exported = received.map(({ body }) => exportSchema.parse(JSON.parse(body)));
  const resources = exported.flatMap(({ resourceSpans }) => resourceSpans);
  const spans = resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const named = (name: string) => spans.filter((span) => span.name === name);
  const attributes = (of: { attributes: z.infer<typeof attributeSchema>[] } | undefined) =>
    Object.fromEntries((of?.attributes ?? []).map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

  expect(attributes(resources[0]?.resource)).toMatchObject({ "service.name": "parley", "service.instance.id": "a" });
  const [command] = named("command sendMessage");
  if (!command) throw new Error("no span of the command");
  expect(attributes(command)).toEqual({
    "parley.action": "sendMessage",
    "parley.request_id": requestId,
    "parley.connection_id": writer.hello.connectionId,
    "parley.result": "ok",
  });
  const { traceId, spanId } = command;
  const [commit] = named("commit");
  expect(commit).toMatchObject({ traceId, parentSpanId: spanId });
  const [deliver] = named("deliver");
  expect(deliver).toMatchObject({ traceId, parentSpanId: spanId });
  expect(attributes(deliver)["parley.connections"]).toBe(2);
  expect(deliver?.startTimeUnixNano).toBeGreaterThanOrEqual(command.startTimeUnixNano);
  expect(deliver?.endTimeUnixNano).toBeGreaterThanOrEqual(deliver?.startTimeUnixNano ?? 0n);
  // Every command is a trace of its own, and what changes nothing has neither commit nor delivery.
  expect(named("command ping")[0]?.traceId).not.toBe(traceId);
  expect([commit, deliver].length).toBe(named("commit").length + named("deliver").length);
  const sent = received.map(({ body }) => body).join();
  for (const secret of [words, anna.token, bo.token]) expect(sent).not.toContain(secret);
});

test("without a collector nothing of OpenTelemetry's SDK is loaded", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  // What Node resolves is told on standard error; the node's own modules are all below server/node.ts.
  const script = `
    import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ resolve: (name, context, next) => { const found = next(name, context); seen.push(found.url); return found; } });
    await import("./server/node.ts");
    console.log(JSON.stringify(seen.filter((url) => /@opentelemetry[/](sdk|exporter|context|resources)/.test(url))));
  `;
  const loaded = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, encoding: "utf8" });
  expect(JSON.parse(loaded)).toEqual([]);
});
