/** How the server does, and who is connected, as its owner sees it; one's own connections, as anybody does. */
import { describe, expect, test } from "vitest";
import { connectionSchema } from "#contract/connections.ts";
import { type Measured, measuredSchema, watchedSchema } from "#contract/measured.ts";
import { startNode } from "#test/support/node.ts";
import { people, signIn } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import { until } from "#test/support/wait.ts";
import type { Client } from "./clients/client.ts";
import { openSse, postCommand } from "./clients/sse.ts";
import { codeOf, payloadOf, say } from "./facts.ts";
import { closeAfterEach, connect, transports, webSocket } from "./transports.ts";

const node = await startNode();
closeAfterEach();

const cast = () => people(node, { ada: "owner", adam: "admin", max: "member", gus: "guest" });
/** All seconds together. */
const total = (client: Client, of: (second: Measured) => number): number =>
  client.events
    .filter(({ event }) => event === "server.measured")
    .reduce((sum, { payload }) => sum + of(measuredSchema.parse(payload)), 0);
const kinds = { WebSocket: "websocket", "Socket.IO": "socket.io", SSE: "sse" } as const;

describe.each(transports)("$name", (transport) => {
  test("an owner who watches is told at once, and then every second, what the node does", async () => {
    const { ada, max } = await cast();
    const { roomId } = await makeRoom(node, ada, [max]);
    const owner = await connect(transport, node, ada);
    const { leaseMs, measured } = watchedSchema.parse(payloadOf(await owner.command("watchServer")));
    expect(leaseMs).toBe(60_000);
    expect(measured.node).toBe(owner.hello.node);

    const first = await owner.notice("server.measured", ({ seconds }) => seconds > 0);
    expect(first.connections[kinds[transport.name]]).toBeGreaterThanOrEqual(1);
    const max1 = await connect(transport, node, max);
    await say(max1, roomId, "counted");
    // Each second counts by itself: what belongs together may fall into two.
    await owner.notice("server.measured", ({ connects }) => connects >= 1);
    await owner.notice("server.measured", ({ messages }) => messages >= 1);
    await owner.notice("server.measured", ({ commands }) => (commands.ok ?? 0) >= 1);
    await until("both were served", () => total(owner, ({ deliveries }) => deliveries) >= 2);
    const timed = await owner.notice("server.measured", ({ sendToDeliver }) => (sendToDeliver?.count ?? 0) > 0);
    expect(timed.sendToDeliver).toMatchObject({ count: 1, p50: expect.any(Number) });
    expect(timed.sendToDeliver10?.p99).toBeGreaterThan(0);
    await owner.notice("server.measured", ({ eventLoopLag }) => (eventLoopLag?.max ?? 0) > 0);
    await owner.notice("server.measured", ({ database }) => database.most === 8);
    await owner.notice("server.measured", ({ deadLetters }) => deadLetters === 0);
    await max1.close();
    await owner.notice("server.measured", ({ disconnects }) => Object.keys(disconnects).length > 0);
    expect(max1.events.filter(({ event }) => event === "server.measured")).toEqual([]);
  });

  test("for admins, members and guests there is no such action, as if it had never been", async () => {
    const { adam, max, gus } = await cast();
    for (const person of [adam, max, gus]) {
      const client = await connect(transport, node, person);
      const reply = await client.command("watchServer");
      expect(reply).toMatchObject({
        error: { code: "unknownAction", message: 'There is no action "watchServer".', retryable: false },
      });
      const made = await client.command("watchSerpent");
      expect(made).toMatchObject({ error: { code: "unknownAction", message: 'There is no action "watchSerpent".' } });
    }
  });

  test("who is no owner any more is told no more", async () => {
    const { ada, adam } = await people(node, { ada: "owner", adam: "owner" });
    const [first, second] = [await connect(transport, node, ada), await connect(transport, node, adam)];
    await second.command("watchServer");
    await second.notice("server.measured");
    await rest(node, ada, "users.update", { at: { id: adam.id }, body: { role: "member" } });
    await second.notice("user.updated", ({ user }) => user.id === adam.id && user.role === "member");
    expect(codeOf(await second.command("watchServer"))).toBe("unknownAction");
    const told = () => second.events.filter(({ event }) => event === "server.measured").length;
    await first.command("watchServer");
    // A round that was under way may still arrive; of the later ones the first owner hears alone.
    await first.notice("server.measured");
    const before = told();
    const heard = first.events.length;
    await until("two more rounds", () => first.events.length >= heard + 2);
    expect(told()).toBe(before);
  });
});

test("by POST without a connection an owner is answered how the node stands, and told nothing more", async () => {
  const { ada, max } = await cast();
  const command = JSON.stringify({ action: "watchServer", requestId: "w1", payload: {} });
  const { reply } = await postCommand(node, { token: ada.token }, command);
  expect(watchedSchema.parse(payloadOf(reply)).leaseMs).toBe(0);
  expect(codeOf((await postCommand(node, { token: max.token }, command)).reply)).toBe("unknownAction");
});

test("a room's own stream is told of that room only", async () => {
  const { ada } = await cast();
  const { roomId } = await makeRoom(node, ada);
  const stream = await openSse(node, { token: ada.token, path: `/api/v1/rooms/${roomId}/events` });
  expect(codeOf(await stream.command("watchServer"))).toBe("invalidPayload");
  await stream.close();
});

describe("open connections", () => {
  test.each(transports)("over $name one is listed with what it is, to the owner and to oneself", async (transport) => {
    const { ada, max } = await cast();
    await makeRoom(node, ada, [max]);
    const { id: sessionId, cookie } = await signIn(node, max);
    const client = await transport.open(node, { cookie, headers: { Origin: node.url, "User-Agent": "Netscape/4" } });
    const { connections, total } = await rest(node, ada, "connections.list", { at: { userId: max.id } });
    expect(total).toBe(1);
    expect(connections).toEqual([
      {
        id: client.hello.connectionId,
        node: client.hello.node,
        user: { id: max.id, name: "max", role: "member", bot: false },
        transport: kinds[transport.name],
        address: "127.0.0.1",
        userAgent: "Netscape/4",
        connectedAt: expect.any(String),
        lastActiveAt: expect.any(String),
        rooms: 1,
        queuedBytes: 0,
        slow: false,
        inFlight: 0,
        by: {
          kind: "session",
          id: sessionId,
          name: "test",
          createdAt: expect.any(String),
          expiresAt: expect.any(String),
        },
      },
    ]);
    const at = { id: client.hello.connectionId };
    expect((await rest(node, ada, "connections.get", { at })).connection).toMatchObject(at);
    expect((await rest(node, max, "myConnections.list")).connections).toEqual(connections);
  });

  test("a token is named, and never shown", async () => {
    const { ada, max } = await cast();
    await connect(webSocket, node, max);
    const { connections } = await rest(node, ada, "connections.list", { at: { userId: max.id } });
    expect(connections[0]?.by).toEqual({ kind: "token", id: max.tokenId, name: "test", createdAt: expect.any(String) });
    expect(JSON.stringify(connections)).not.toContain(max.token);
  });

  test("for admins, members, guests and other workspaces there is no such address", async () => {
    const { ada, adam, max, gus } = await cast();
    const stranger = await people(node, { sam: "owner" });
    const client = await connect(webSocket, node, ada);
    const at = { id: client.hello.connectionId };
    for (const person of [adam, max, gus]) {
      for (const route of ["connections.get", "connections.delete"] as const)
        expect(await refusal(node, person, route, { at })).toEqual({ status: 404, code: "notFound" });
      expect(await refusal(node, person, "connections.list")).toEqual({ status: 404, code: "notFound" });
    }
    expect(await refusal(node, stranger.sam, "connections.get", { at })).toEqual({ status: 404, code: "notFound" });
    expect(await refusal(node, stranger.sam, "connections.delete", { at })).toEqual({ status: 404, code: "notFound" });
    expect((await rest(node, stranger.sam, "connections.list")).connections).toEqual([]);
  });

  test.each(transports)("over $name the owner disconnects: it is told why, and closed with 4403", async (transport) => {
    const { ada, max } = await cast();
    const client = await connect(transport, node, max);
    const at = { id: client.hello.connectionId };
    await rest(node, ada, "connections.delete", { at });
    expect((await client.closed).closing).toMatchObject({ code: 4403, reconnect: false });
    expect(await refusal(node, ada, "connections.delete", { at })).toEqual({ status: 404, code: "notFound" });
    expect(await refusal(node, ada, "connections.get", { at })).toEqual({ status: 404, code: "notFound" });
  });

  test("each may end one of their own, and nobody another's in that way, the owner neither", async () => {
    const { ada, max } = await cast();
    const [first, second] = [await connect(webSocket, node, max), await connect(webSocket, node, max)];
    const at = { id: first.hello.connectionId };
    expect(await refusal(node, ada, "myConnections.delete", { at })).toEqual({ status: 404, code: "notFound" });
    await rest(node, max, "myConnections.delete", { at });
    expect((await first.closed).closing).toMatchObject({ code: 4403 });
    const { connections } = await rest(node, max, "myConnections.list");
    expect(connections.map(({ id }) => id)).toEqual([second.hello.connectionId]);
  });

  test("they are looked for by person, transport and words, page by page, newest first", async () => {
    const { ada, max, gus } = await cast();
    const opened: string[] = [];
    for (const transport of transports)
      for (const person of [max, gus]) opened.unshift((await connect(transport, node, person)).hello.connectionId);
    const list = (at: Record<string, string | number>) => rest(node, ada, "connections.list", { at });
    const all = await list({});
    // Those of one millisecond may stand either way round.
    expect(all.connections.map(({ id }) => id).sort()).toEqual([...opened].sort());
    expect(all.next).toBeUndefined();

    const pages: string[] = [];
    let next: string | undefined;
    do {
      const page = await list({ limit: 4, ...(next !== undefined && { before: next }) });
      expect(page.total).toBe(6);
      pages.push(...page.connections.map(({ id }) => id));
      next = page.next;
    } while (next !== undefined);
    expect(pages).toEqual(all.connections.map(({ id }) => id));

    const kindsOf = async (at: Record<string, string>) => (await list(at)).connections.map((one) => one.transport);
    expect(await kindsOf({ userId: gus.id, transport: "sse" })).toEqual(["sse"]);
    expect((await list({ q: "GUS" })).total).toBe(3);
    expect((await list({ q: "127.0.0" })).total).toBe(6);
    expect((await list({ q: "nobody" })).total).toBe(0);
    expect((await list({ slow: "true" })).total).toBe(0);
    expect((await list({ slow: "false" })).total).toBe(6);
    expect(connectionSchema.safeParse(all.connections[0]).success).toBe(true);
    const { status } = await refusal(node, ada, "connections.list", { at: { before: "yesterday" } });
    expect(status).toBe(422);
  });
});
