/** The client against a real node, over each of its ways. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { startNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom } from "#test/support/rest.ts";
import { until } from "#test/support/wait.ts";
import type { Way } from "./connection-state.ts";
import { createGatewayClient } from "./gateway-client.ts";
import type { GatewayClient } from "./public.ts";

const node = await startNode();
const clients: GatewayClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
});

function connect({ token }: Person, way: Way): GatewayClient {
  const note = JSON.stringify({ way, until: Date.now() + 60_000 });
  const client = createGatewayClient({
    baseUrl: node.url,
    credentials: { kind: "token", token },
    networkMemory: { getItem: () => note, setItem: () => {} },
    timings: { pollMinMs: 50, pollMaxMs: 200, typingMs: 300 },
  });
  clients.push(client);
  client.start();
  return client;
}

const texts = (client: GatewayClient, roomId: string) =>
  client.rooms
    .get()
    .get(roomId)
    ?.messages.map(({ text }) => text);
const shows = (client: GatewayClient) => client.connection.get();

describe.each(["websocket", "sse", "polling"] as const)("over %s", (way) => {
  test("two people converse", async () => {
    const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
    const { roomId } = await makeRoom(node, anna, [bo]);
    const [a, b] = [connect(anna, way), connect(bo, way)];
    await Promise.all([a.openRoom(roomId), b.openRoom(roomId)]);
    expect(shows(a)).toEqual(way === "websocket" ? { state: "live" } : { state: "fallback", transport: way });

    for (let n = 0; n < 5; n += 1) await a.send(roomId, `a${n}`);
    await until("bo sees them", () => texts(b, roomId)?.length === 5);
    await b.send(roomId, "b");
    await until("anna sees bo", () => texts(a, roomId)?.at(-1) === "b");
    expect(texts(a, roomId)).toEqual(["a0", "a1", "a2", "a3", "a4", "b"]);
    expect(a.outbox.get()).toEqual([]);
    await until("bo's counter", () => b.rooms.get().get(roomId)?.unread === 5);

    const last = b.rooms
      .get()
      .get(roomId)
      ?.messages.find(({ text }) => text === "a4");
    if (!last) throw new Error("no message");
    expect(await b.command("addReaction", { seq: last.seq, emoji: "+1" }, roomId)).toMatchObject({ ok: true });
    expect(await a.command("deleteMessage", { seq: last.seq - 1 }, roomId)).toMatchObject({ ok: true });
    expect(await b.command("deleteMessage", { seq: last.seq }, roomId)).toMatchObject({
      ok: false,
      error: { code: "forbidden" },
    });
    await until("the counter follows the deletion", () => b.rooms.get().get(roomId)?.unread === 4);
    await until(
      "the reaction",
      () =>
        a.rooms
          .get()
          .get(roomId)
          ?.messages.some(({ reactions }) => reactions.length > 0) ?? false,
    );

    await b.command("markRead", { seq: last.seq }, roomId);
    await until("read", () => b.rooms.get().get(roomId)?.unread === 0);
    await b.command("markRead", { seq: last.seq - 2, unread: true }, roomId);
    await until("unread again", () => b.rooms.get().get(roomId)?.unread === 1);
  });

  test("a room that I am added to appears, and one that I left goes", async () => {
    const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
    const b = connect(bo, way);
    await until("connected", () => b.me.get() !== null);
    const { roomId } = await makeRoom(node, anna, [bo]);
    await until("the room is there", () => b.rooms.get().has(roomId));
    expect(await b.command("leaveRoom", {}, roomId)).toMatchObject({ ok: true });
    await until("the room is gone", () => !b.rooms.get().has(roomId));
  });
});

describe.each(["websocket", "sse"] as const)("over %s", (way) => {
  test("typing and presence are seen, and typing ends by itself", async () => {
    const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
    const { roomId } = await makeRoom(node, anna, [bo]);
    const [a, b] = [connect(anna, way), connect(bo, way)];
    await until("both here", () => a.presence.get().get(bo.id) === "online" && b.me.get() !== null);
    b.type(roomId);
    await until("anna sees bo typing", () => a.typing.get().get(roomId)?.includes(bo.id) ?? false);
    await until("it ends", () => !a.typing.get().has(roomId));
    b.setPresence("dnd");
    await until("do not disturb", () => a.presence.get().get(bo.id) === "dnd");
    b.stop();
    await until("bo is away", () => (a.presence.get().get(bo.id) ?? "offline") === "offline");
  });
});

test("SYN-1: hundreds of changes while away, and history that loads upward", async () => {
  const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
  const { roomId } = await makeRoom(node, anna, [bo]);
  const [a, b] = [connect(anna, "websocket"), connect(bo, "websocket")];
  await Promise.all([a.openRoom(roomId), b.openRoom(roomId)]);
  b.stop();
  for (let n = 0; n < 120; n += 1) await a.send(roomId, `${n}`);
  await until("sent", () => a.outbox.get().length === 0);
  b.start();
  await until("caught up", () => texts(b, roomId)?.length === 120);
  expect(texts(b, roomId)).toEqual(Array.from({ length: 120 }, (_, n) => `${n}`));

  const fresh = connect(bo, "sse");
  await fresh.openRoom(roomId);
  expect(texts(fresh, roomId)?.length).toBe(50);
  while (await fresh.loadBefore(roomId)) await sleep(0);
  expect(texts(fresh, roomId)).toEqual(texts(b, roomId));
});

test("SYN-4: a conversation opens around a message or at a time, follows what happens there, and reads on to the newest", async () => {
  const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
  const { roomId } = await makeRoom(node, anna, [bo]);
  const writer = connect(anna, "websocket");
  await writer.openRoom(roomId);
  for (let n = 0; n < 160; n += 1) await writer.send(roomId, `${n}`);
  await until("sent", () => writer.outbox.get().length === 0);
  const written = writer.rooms.get().get(roomId)?.messages ?? [];
  const [old, middle] = [written[20], written[60]];
  if (!old || !middle) throw new Error("nothing written");

  const reader = connect(bo, "sse");
  const excerpt = () => reader.rooms.get().get(roomId)?.excerpt;
  const found = await reader.loadAround(roomId, { at: old.createdAt });
  expect(written.find(({ seq }) => seq === found)?.createdAt).toBe(old.createdAt);
  expect(await reader.loadAround(roomId, { seq: middle.seq })).toBe(middle.seq);
  expect(excerpt()?.messages.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, n) => `${n + 35}`));
  expect(texts(reader, roomId)).toEqual(Array.from({ length: 50 }, (_, n) => `${n + 110}`));
  await writer.command("editMessage", { seq: middle.seq, text: "edited" }, roomId);
  await until("bo sees it", () => excerpt()?.messages.find(({ seq }) => seq === middle.seq)?.text === "edited");
  while (await reader.loadAfter(roomId)) await sleep(0);
  expect(excerpt()).toBe(null);
  expect(texts(reader, roomId)).toEqual(texts(writer, roomId)?.slice(35));
});

test("AUTH-8: a token that is none means signed out", async () => {
  const { anna } = await people(node, { anna: "owner" });
  const client = connect({ ...anna, token: "ply_wrong" }, "websocket");
  await until("signed out", () => shows(client).state === "signedOut");
});
