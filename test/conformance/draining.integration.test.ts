/** A node that is stopped sends its people to another one: everybody notices, and nobody misses anything. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startProxy } from "../support/broken-proxies.ts";
import { startNode } from "../support/node.ts";
import { type Person, people } from "../support/people.ts";
import { until } from "../support/wait.ts";
import { postCommand } from "./clients/sse.ts";
import { Follower } from "./follower.ts";
import { closeAfterEach, connect, transports, webSocket } from "./transports.ts";

const readers = 200;
const old = await startNode();
const next = await startNode({ beside: old });
/** Each drains once. */
const leaving = await Promise.all(
  transports.map(async (transport) => ({
    name: transport.name,
    transport,
    brief: await startNode({ drainSeconds: 3, beside: old }),
    long: await startNode({ beside: old }),
  })),
);
const quiet = await startNode({ beside: old });
const endless = await startNode({ drainSeconds: 3_600, beside: old });
const { anna } = await people(old, { anna: "owner" });
closeAfterEach();

test("200 connections of all three transports and a stream of messages: a node drains, and none is missed or seen twice", {
  timeout: 180_000,
}, async () => {
  // As a proxy in front does: it asks which node is ready.
  let target = old.port;
  const checking = setInterval(async () => {
    const answer = await fetch(`${old.url}/readyz`).catch(() => null);
    if (!answer?.ok) target = next.port;
  }, 100);
  const proxy = await startProxy(() => target);
  onTestFinished(async () => {
    clearInterval(checking);
    await proxy.close();
  });
  const front = { ...old, url: proxy.url };

  const names = Array.from({ length: readers }, (_, n) => `reader${n}`);
  const { cleo, ...others } = await people(old, {
    cleo: "owner",
    ...Object.fromEntries(names.map((name) => [name, "member" as const])),
  });
  const roomId = await roomOf(front, cleo, Object.values<Person>(others));
  const followers: Follower[] = [];
  for (const [n, person] of Object.values<Person>(others).entries()) {
    const transport = transports[n % transports.length];
    if (!transport) throw new Error("no transport");
    const follower = new Follower({
      transport: transport.name,
      open: () => transport.openUntidy(front, { token: person.token }),
      roomId,
    });
    await follower.start();
    followers.push(follower);
  }
  expect(old.gateway.connections.size).toBe(readers);

  const said: string[] = [];
  let talking = true;
  const talk = (async () => {
    for (let n = 1; talking; n++) {
      const body = command("sendMessage", roomId, { text: `message ${n}` });
      while (!(await postCommand(front, cleo, body).catch(() => null))?.reply.ok) await sleep(50);
      said.push(`message ${n}`);
      await sleep(200);
    }
  })();
  const moreIsSaid = () => {
    const enough = said.length + 5;
    return until("more is said", () => said.length >= enough, 60_000);
  };

  await moreIsSaid();
  const before = followers.map(({ seen }) => seen[0]);
  await old.drain();
  expect(old.gateway.connections.size).toBe(0);
  await old.stop();
  await moreIsSaid();
  talking = false;
  await talk;
  await until(
    "everybody has the last message",
    () => followers.every(({ seen }) => seen.at(-1) === said.at(-1)),
    60_000,
  );
  await Promise.all(followers.map((follower) => follower.stop()));

  for (const [n, { seen, complaints }] of followers.entries()) {
    expect(complaints).toEqual([]);
    expect(seen).toEqual(said.slice(said.indexOf(before[n] ?? "")));
  }
  // Most had their next connection before they gave up the old one.
  for (const { name } of transports)
    expect(followers.filter(({ transport, moves }) => transport === name && moves > 0).length).toBeGreaterThan(0);
});

test.each(leaving)("$name: who does not move is closed with 1012, and told when to come back", async (one) => {
  const { transport, brief: node } = one;
  const client = await connect(transport, node, anna);
  const drained = node.drain();
  await until("the node is not ready", async () => (await fetch(`${node.url}/readyz`)).status === 503);
  expect(await client.notice("reconnect")).toEqual({ afterMs: 0 });
  // What is asked in between is answered.
  expect(await client.command("ping")).toMatchObject({ ok: true });
  const { closing, code } = await client.closed;
  expect(closing).toMatchObject({ code: 1012, reconnect: true, afterMs: expect.any(Number) });
  if (transport.name === "WebSocket") expect(code).toBe(1012);
  await drained;
});

test.each(leaving)(
  "$name: who comes to a node that drains is told to come back, and is not waited for",
  async (one) => {
    const { transport, long: node } = one;
    const client = await connect(transport, node, anna);
    const drained = node.drain();
    await client.notice("reconnect");
    const late = await connect(transport, node, anna);
    expect((await late.closed).closing).toMatchObject({ code: 1012, reconnect: true, afterMs: expect.any(Number) });
    expect((await client.closed).closing).toMatchObject({ code: 1012 });
    await drained;
  },
);

test("answers tell their askers to open a new connection for the next question", async () => {
  await quiet.drain();
  const answer = await fetch(`${quiet.url}/api/v1/me`, { headers: { authorization: `Bearer ${anna.token}` } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("connection")).toBe("close");
});

test("a second signal cuts it short", async () => {
  const client = await connect(webSocket, endless, anna);
  const connection = endless.gateway.connections.get(client.hello.connectionId);
  if (!connection) throw new Error("no connection");
  // Something that never ends.
  connection.inFlight += 1;
  const hurry = new AbortController();
  const drained = endless.drain(hurry.signal);
  await client.notice("reconnect");
  hurry.abort();
  await drained;
  expect(endless.gateway.connections.size).toBe(1);
});

function command(action: string, roomId: string, payload: object = {}): string {
  return JSON.stringify({ v: 1, action, requestId: randomUUID(), roomId, payload });
}

async function roomOf({ url }: { url: string }, { token }: Person, members: readonly Person[]): Promise<string> {
  const answer = await fetch(`${url}/api/v1/rooms`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Room", kind: "private", memberIds: members.map(({ id }) => id) }),
  });
  const created = (await answer.json()) as { room: { roomId: string } };
  return created.room.roomId;
}
