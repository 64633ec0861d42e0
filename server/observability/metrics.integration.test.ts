/** What a monitoring reads of a node: in Prometheus' own format, as docs/operations.md says, of nobody in particular. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { createDeliveryStore } from "#server/store/deliveries.ts";
import { closeAfterEach, connect, sse, transports, webSocket } from "#test/conformance/transports.ts";
import { startNode, type TestNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { until } from "#test/support/wait.ts";
import { ensurePromtool } from "../../scripts/lib/promtool.mjs";

const node = await startNode();
const token = "a-token-of-the-tests-of-more-than-32-characters";
const guarded = await startNode({ metricsToken: token });
const published = await startNode({ publicUrl: "https://chat.example.com" });
const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
closeAfterEach();

/** Which may have to be fetched. */
beforeAll(() => void ensurePromtool(), 120_000);

const metricsOf = async (at: TestNode = node): Promise<string> => {
  const answer = await fetch(`${at.url}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  return answer.text();
};

/** The value of a sample, as in `parley_connections{transport="sse"}`; 0 where there is none. */
const sample = (metrics: string, name: string): number =>
  Number(
    metrics
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.split(" ")[1] ?? 0,
  );

async function room(of: Person, others: readonly Person[] = []): Promise<string> {
  const answer = await fetch(`${node.url}/api/v1/rooms`, {
    method: "POST",
    headers: { authorization: `Bearer ${of.token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Room", kind: "private", memberIds: others.map(({ id }) => id) }),
  });
  const created = (await answer.json()) as { room: { roomId: string } };
  return created.room.roomId;
}

test("Prometheus' own linter has nothing to say, whatever happened before", async () => {
  const roomId = await room(anna, [bo]);
  for (const transport of transports) {
    const client = await connect(transport, node, anna);
    await client.command("sendMessage", { text: "hello" }, { roomId });
    await client.command("sync", { cursors: { [roomId]: 1 } });
    await client.command("subscribeTicker", {});
    await client.command("sendMessage", { text: "" }, { roomId });
    await client.close();
  }
  const { status, stdout, stderr } = spawnSync(ensurePromtool(), ["check", "metrics"], {
    input: await metricsOf(),
    encoding: "utf8",
  });
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
});

test("the page for operators names each metric that there is, with its labels, and no other", async () => {
  const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const section = page.slice(page.indexOf("## Metrics"), page.indexOf("## ", page.indexOf("## Metrics") + 3));
  const documented = [...section.matchAll(/^\| `(\w+)` \|(.*?)\|/gm)].map(([, name, labels = ""]) => [
    name,
    [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label).sort(),
  ]);
  const metrics = await metricsOf();
  const served = [...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name = ""]) => {
    const samples = metrics.split("\n").filter((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[{ ]`).test(line));
    const labels = new Set(samples.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, label]) => label)));
    labels.delete("le");
    return [name, [...labels].sort()];
  });
  expect(documented.sort()).toEqual(served.sort());
});

test("a message on its way is measured: its command, its commit, its delivery and its audience", async () => {
  await until("whoever was here before is gone", () => node.gateway.connections.size === 0);
  const roomId = await room(anna, [bo]);
  const reader = await connect(sse, node, bo);
  const writer = await connect(webSocket, node, anna);
  const before = await metricsOf();
  const requestId = crypto.randomUUID();
  const send = () => writer.command("sendMessage", { text: "measured" }, { roomId, requestId });
  await send();
  await send();
  await reader.change((event) => event.payload.messages?.[0]?.text === "measured");
  const after = await metricsOf();
  const grown = (name: string) => sample(after, name) - sample(before, name);
  expect(grown('parley_commands_total{action="sendMessage",result="ok"}')).toBe(2);
  expect(grown("parley_repeated_commands_total")).toBe(1);
  expect(grown('parley_commit_duration_seconds_count{kind="messages"}')).toBe(2);
  expect(grown("parley_publish_to_deliver_seconds_count")).toBe(1);
  expect(grown("parley_send_to_deliver_seconds_count")).toBe(1);
  expect(grown("parley_send_to_deliver_seconds_sum")).toBeGreaterThan(grown("parley_publish_to_deliver_seconds_sum"));
  expect(grown("parley_fan_out_connections_sum")).toBe(2);
  expect(sample(after, 'parley_connections{transport="sse"}')).toBe(1);
  expect(sample(after, 'parley_connections{transport="websocket"}')).toBe(1);
});

test("connections that come and go are counted by transport and by what ended them", async () => {
  const ended = 'parley_disconnects_total{transport="websocket",code="4403"}';
  const lost = 'parley_disconnects_total{transport="sse",code="lost"}';
  const before = await metricsOf();
  const dismissed = await connect(webSocket, node, anna);
  node.gateway.connections.get(dismissed.hello.connectionId)?.close(4403);
  await dismissed.closed;
  const gone = await connect(sse, node, anna);
  await gone.close();
  await until("both are counted", async () => {
    const now = await metricsOf();
    return sample(now, ended) === sample(before, ended) + 1 && sample(now, lost) === sample(before, lost) + 1;
  });
});

test("no label names a person, a room, or what a stranger made up", async () => {
  const roomId = await room(anna);
  const writer = await connect(webSocket, node, anna);
  await writer.command("launchMissiles", { text: "x" }, { roomId });
  await writer.command("sendMessage", { text: "x" }, { roomId });
  const metrics = await metricsOf();
  for (const secret of [anna.id, roomId, anna.workspaceId, writer.hello.connectionId, "launchMissiles", "127.0.0.1"])
    expect(metrics).not.toContain(secret);
  expect(sample(metrics, 'parley_commands_total{action="other",result="unknownAction"}')).toBeGreaterThan(0);
});

test("what waits for services outside, and every dead letter, is told, also one that was never tried", async () => {
  const before = await metricsOf();
  const store = createDeliveryStore(node.pool);
  const telling = { workspaceId: anna.workspaceId, event: "$disconnect", payload: {} };
  await store.tell([{ ...telling, line: "route:$disconnect:a" }], 100);
  await store.tell([{ ...telling, line: "route:$disconnect:b" }], 0);
  await until("both are told", async () => {
    const now = await metricsOf();
    const grown = (name: string) => sample(now, name) - sample(before, name);
    return grown("parley_deliveries_waiting") === 1 && grown("parley_dead_letters") === 1;
  });
});

/** Headers as a program would send them, `Host` among them. */
const ask = (at: TestNode, headers: Record<string, string> = {}, method = "GET") =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ host: "127.0.0.1", port: at.port, path: "/metrics", method, headers }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response) }),
    )
      .on("error", reject)
      .end();
  });

test.each<Record<string, string>>([
  { "X-Forwarded-For": "203.0.113.7" },
  { Forwarded: "for=203.0.113.7" },
  { "X-Real-IP": "203.0.113.7" },
  { Via: "1.1 proxy" },
  { Host: "chat.example.com" },
  { Host: "127.0.0.1.example.com" },
])("without METRICS_TOKEN, whoever comes through a proxy or by another name finds nothing: %o", async (headers) => {
  const { status, body } = await ask(node, headers);
  expect(status).toBe(404);
  expect(body).not.toContain("parley_");
});

test("without METRICS_TOKEN, a server that others reach tells nothing: its proxy may pass strangers on as if it asked itself", async () => {
  // As NGINX does with `proxy_pass http://127.0.0.1:3000;` and nothing else.
  const { status, body } = await ask(published, { Host: `127.0.0.1:${published.port}`, Connection: "close" });
  expect(status).toBe(404);
  expect(body).not.toContain("parley_");
});

test("with METRICS_TOKEN only who shows it is answered, from this machine, too", async () => {
  const shown = (value: string) => ({ Authorization: value });
  expect((await ask(guarded)).status).toBe(401);
  for (const wrong of [`Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, "Bearer", token])
    expect((await ask(guarded, shown(wrong))).status).toBe(401);
  const { status, body } = await ask(guarded, {
    ...shown(`Bearer ${token}`),
    Host: "chat.example.com",
    "X-Forwarded-For": "203.0.113.7",
  });
  expect(status).toBe(200);
  expect(body).toContain("parley_connections");
  expect((await ask(guarded, shown(`Bearer ${token}`), "POST")).status).toBe(405);
});
