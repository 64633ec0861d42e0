/** What leaves the server for webhooks: signed, at least once, in order, and never lost silently (GW-3). */
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { type EventEnvelope, eventSchema } from "#contract/events.ts";
import type { RestInput } from "#contract/rest.ts";
import { startNode, type TestNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom, rest } from "#test/support/rest.ts";
import { refusing, type Service, startService } from "#test/support/service.ts";
import { until } from "#test/support/wait.ts";

const deliveryTimings = { retryDelaysMs: [10, 20, 30], pollMs: 50 };
const node = await startNode({ deliveryTimings, webhookAllowedAddresses: ["127.0.0.1"] });

const hook = (by: Person, service: Service, asked: Partial<RestInput<"outgoingWebhooks.create">> = {}, on = node) =>
  rest(on, by, "outgoingWebhooks.create", {
    body: { name: "CI", url: `${service.url}/hook`, events: ["message.created"], ...asked },
  });
const say = (by: Person, room: string, text: string, on: TestNode = node) =>
  rest(on, by, "messages.create", { at: { room }, body: { text } });
const events = ({ posted }: Service): EventEnvelope[] => posted.map(({ body }) => eventSchema.parse(JSON.parse(body)));
const texts = (service: Service) =>
  events(service).map((event) =>
    "seq" in event ? event.payload.messages?.map(({ text }) => text).join() : "no durable event",
  );
const waiting = async (on: TestNode = node) =>
  (await on.pool.query<{ n: number }>("SELECT count(*)::int AS n FROM deliveries WHERE state = 'waiting'")).rows[0]?.n;

test("GW-3: what is said in a room is posted, signed as Standard Webhooks has it, in the room's order", async () => {
  const service = await startService();
  const { ada, bo } = await people(node, { ada: "owner", bo: "member" });
  const room = await makeRoom(node, ada, [bo]);
  const other = await makeRoom(node, ada, [], { name: "Other" });
  const { webhook, secret } = await hook(ada, service, { room: room.slug });
  expect(webhook).toMatchObject({ roomId: room.roomId, events: ["message.created"], waiting: 0, dead: 0 });

  const said = Array.from({ length: 60 }, (_, n) => `line ${n}`);
  const { message: first } = await say(bo, room.roomId, "the first <@00000000-0000-7000-8000-000000000001>");
  for (const text of said) await say(bo, room.roomId, text);
  await say(ada, other.roomId, "elsewhere");
  await until("all were posted", () => service.posted.length >= 61);
  expect(texts(service).slice(1)).toEqual(said);

  const [posted] = service.posted;
  expect(posted?.path).toBe("/hook");
  expect(posted?.headers["content-type"]).toBe("application/json");
  const headers = Object.fromEntries(
    Object.entries(posted?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  expect(new Webhook(secret).verify(posted?.body ?? "", headers)).toMatchObject({ event: "message.created" });
  // What is stored by SQL is the message as everyone else has it.
  const { seq, createdAt } = first;
  expect(events(service)[0]).toEqual({
    v: 1,
    type: "event",
    event: "message.created",
    roomId: room.roomId,
    seq,
    timestamp: createdAt,
    actorId: bo.id,
    payload: { messages: [first] },
  });
  await until("nothing waits", async () => (await waiting()) === 0);
});

test("GW-3: every kind of change is told, to those that chose it, and public rooms alone to a workspace's webhook", async () => {
  const service = await startService();
  const { ada, bo } = await people(node, { ada: "admin", bo: "member" });
  const chosen = ["room.created", "message.edited", "message.deleted", "reaction.added", "member.joined"] as const;
  await hook(ada, service, { events: [...chosen] });
  const room = await makeRoom(node, ada);
  const secretRoom = await makeRoom(node, ada, [bo], { name: "Secret", kind: "private" });
  await rest(node, bo, "rooms.join", { at: { room: room.roomId } });
  const { message } = await say(bo, room.roomId, "helo");
  await say(bo, secretRoom.roomId, "hush");
  const command = (action: string, payload: object) =>
    fetch(`${node.url}/api/v1/commands`, {
      method: "POST",
      headers: { Authorization: `Bearer ${bo.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ v: 1, type: "command", action, requestId: action, roomId: room.roomId, payload }),
    }).then(async (response) => expect(await response.json()).toMatchObject({ ok: true }));
  await command("editMessage", { seq: message.seq, text: "hello" });
  await command("addReaction", { seq: message.seq, emoji: "👍" });
  await command("deleteMessage", { seq: message.seq });
  await until("five events came", () => service.posted.length >= 5);
  expect(events(service).map(({ event }) => event)).toEqual([
    "room.created",
    "member.joined",
    "message.edited",
    "reaction.added",
    "message.deleted",
  ]);
  expect(new Set(events(service).map((event) => "seq" in event && event.roomId))).toEqual(new Set([room.roomId]));
});

test("GW-3: a service that is away, or answers with an error, gets everything in order once it is back", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "owner" });
  const room = await makeRoom(node, ada);
  const slow = await startNode({
    beside: node,
    deliveryTimings: { retryDelaysMs: Array.from({ length: 5_000 }, () => 50), pollMs: 50 },
    webhookAllowedAddresses: ["127.0.0.1"],
  });
  await node.stop();
  await hook(ada, service, { room: room.roomId }, slow);
  service.answer = refusing(500, "out of order");
  await say(ada, room.roomId, "one", slow);
  await say(ada, room.roomId, "two", slow);
  await until("it was tried again", () => service.posted.length >= 3);
  expect(new Set(texts(service))).toEqual(new Set(["one"]));
  expect(new Set(service.posted.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  await service.kill();
  await say(ada, room.roomId, "three", slow);
  service.posted.length = 0;
  service.answer = (_, response) => response.end();
  await service.start();
  await until("all came", () => service.posted.length >= 3);
  expect(texts(service)).toEqual(["one", "two", "three"]);
  await until("nothing waits", async () => (await waiting(slow)) === 0);
});

test("what is said and done while a webhook is removed is not refused", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "owner" });
  const [said, changed] = [await makeRoom(node, ada), await makeRoom(node, ada, [], { name: "Other" })];
  const { webhook } = await hook(ada, service, { events: ["message.created", "room.updated"] });
  const client = await node.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("DELETE FROM outgoing_webhooks WHERE id = $1", [webhook.id]);
    const asked = Promise.all([
      say(ada, said.roomId, "hello"),
      rest(node, ada, "rooms.update", { at: { room: changed.roomId }, body: { topic: "new" } }),
    ]);
    asked.catch(() => {});
    await until("both wait for the removal", async () => {
      const { rowCount } = await node.pool.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rowCount === 2;
    });
    await client.query("COMMIT");
    expect(await asked).toMatchObject([{ message: { text: "hello" } }, { room: { topic: "new" } }]);
  } finally {
    client.release();
  }
});
