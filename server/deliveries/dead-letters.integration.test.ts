/** What ran out of tries is kept, shown, and delivered again by hand (GW-3); and where nothing is posted to at all. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { RestInput } from "#contract/rest.ts";
import { createDeliveryStore } from "#server/store/deliveries.ts";
import { startNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import { refusing, type Service, startService } from "#test/support/service.ts";
import { until } from "#test/support/wait.ts";

const node = await startNode({
  deliveryTimings: { retryDelaysMs: [10, 20], pollMs: 50 },
  webhookAllowedAddresses: ["127.0.0.1"],
});

const hook = async (
  by: Person,
  { url }: Pick<Service, "url">,
  asked: Partial<RestInput<"outgoingWebhooks.create">> = {},
) => {
  const body = { name: "CI", url, events: ["message.created" as const], ...asked };
  return (await rest(node, by, "outgoingWebhooks.create", { body })).webhook;
};
const say = (by: Person, room: string, text: string) =>
  rest(node, by, "messages.create", { at: { room }, body: { text } });
const listed = async (by: Person) => (await rest(node, by, "deadLetters.list")).deadLetters;
const dead = async (by: Person, count = 1) => {
  await until(`${count} dead letters`, async () => (await listed(by)).length >= count);
  return listed(by);
};

test("GW-3: after its last try a delivery is a dead letter, with its body, error and history; replayed, it arrives", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "admin" });
  const room = await makeRoom(node, ada);
  const webhook = await hook(ada, service, { room: room.roomId });
  service.answer = refusing(503, "we are\nclosed");
  await say(ada, room.roomId, "hello");
  await say(ada, room.roomId, "anyone?");
  const letters = await dead(ada, 2);
  expect(letters.map(({ seq }) => seq)).toEqual([3, 2]);
  const [, letter] = letters;
  expect(letter).toMatchObject({
    event: "message.created",
    webhook: { id: webhook.id, name: "CI", url: service.url },
    roomId: room.roomId,
    tries: 3,
    error: "It answered 503: we are closed",
  });
  const id = letter?.id ?? "";
  const { deadLetter } = await rest(node, ada, "deadLetters.get", { at: { id } });
  expect(deadLetter.payload).toMatchObject({ event: "message.created", payload: { messages: [{ text: "hello" }] } });
  expect(deadLetter.history).toHaveLength(3);
  expect(deadLetter.history[0]).toMatchObject({ status: 503, error: "It answered 503: we are closed" });
  expect((await rest(node, ada, "outgoingWebhooks.list")).webhooks).toMatchObject([{ waiting: 0, dead: 2 }]);

  service.answer = (_, response) => response.end();
  service.posted.length = 0;
  await rest(node, ada, "deadLetters.replay", { at: { id } });
  await until("it arrived", () => service.posted.length === 1);
  expect(service.posted[0]?.headers["webhook-id"]).toBe(`msg_${id}`);
  expect(await refusal(node, ada, "deadLetters.replay", { at: { id } })).toEqual({ status: 404, code: "notFound" });

  const other = letters[0]?.id ?? "";
  await rest(node, ada, "deadLetters.delete", { at: { id: other } });
  expect(await listed(ada)).toEqual([]);
  expect(await refusal(node, ada, "deadLetters.get", { at: { id: other } })).toMatchObject({ code: "notFound" });
});

test("GW-3: whatever an address answers, a try that failed is written down", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "owner" });
  const room = await makeRoom(node, ada);
  await hook(ada, service, { room: room.roomId });
  // Cut where a character of two units stands.
  service.answer = refusing(500, `${"x".repeat(499)}😀`);
  await say(ada, room.roomId, "hello");
  const [letter] = await dead(ada);
  expect(letter).toMatchObject({ tries: 3, error: `It answered 500: ${"x".repeat(499)}` });
});

test("the list of dead letters is read page by page, newest first", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "owner" });
  const room = await makeRoom(node, ada);
  await hook(ada, service, { room: room.roomId });
  service.answer = refusing(500);
  for (const text of ["one", "two", "three"]) await say(ada, room.roomId, text);
  const all = await dead(ada, 3);
  const first = await rest(node, ada, "deadLetters.list", { at: { limit: 2 } });
  const second = await rest(node, ada, "deadLetters.list", { at: { limit: 2, before: first.next ?? "" } });
  expect([...first.deadLetters, ...second.deadLetters]).toEqual(all);
  expect(second.next).toBeUndefined();
  // Also by whoever discards a page before they turn to the next.
  for (const { id } of first.deadLetters) await rest(node, ada, "deadLetters.delete", { at: { id } });
  expect(await rest(node, ada, "deadLetters.list", { at: { limit: 2, before: first.next ?? "" } })).toEqual(second);
  for (const before of [
    "nonsense",
    `2026-02-31T00:00:00.000Z_${first.deadLetters[0]?.id}`,
    "_",
    "2026-01-01T00:00:00.000Z_x",
  ])
    expect(await refusal(node, ada, "deadLetters.list", { at: { before } })).toMatchObject({ status: 422 });
});

test("admins alone see webhooks and dead letters, and of a room that they are not in neither", async () => {
  const service = await startService();
  const { ada, bo, cy } = await people(node, { ada: "owner", bo: "member", cy: "admin" });
  const room = await makeRoom(node, ada, [bo], { kind: "private" });
  const url = `${service.url}/services/secret`;
  const webhook = await hook(ada, { url }, { room: room.roomId });
  // As services do that say what they could not read.
  service.answer = ({ body }, response) => {
    response.statusCode = 500;
    response.end(body.slice(body.indexOf("between us")));
  };
  await say(bo, room.roomId, "between us");
  const [letter] = await dead(cy);
  const id = letter?.id ?? "";
  expect(letter?.roomId).toBeUndefined();
  expect(letter).toMatchObject({ error: "It answered 500.", webhook: { url: service.url } });
  expect((await listed(ada))[0]?.error).toContain("between us");
  const { deadLetter } = await rest(node, cy, "deadLetters.get", { at: { id } });
  expect(deadLetter).not.toHaveProperty("payload");
  expect(JSON.stringify(deadLetter)).not.toContain("between us");
  expect((await rest(node, cy, "outgoingWebhooks.list")).webhooks).toEqual([]);
  expect(await refusal(node, cy, "outgoingWebhooks.delete", { at: { id: webhook.id } })).toMatchObject({ status: 404 });
  const body = { name: "x", url: service.url, events: ["message.created" as const], room: room.roomId };
  expect(await refusal(node, cy, "outgoingWebhooks.create", { body })).toMatchObject({ status: 404 });

  const forbidden = { status: 403, code: "forbidden" };
  expect(await refusal(node, bo, "outgoingWebhooks.create", { body })).toEqual(forbidden);
  expect(await refusal(node, bo, "outgoingWebhooks.list")).toEqual(forbidden);
  expect(await refusal(node, bo, "deadLetters.list")).toEqual(forbidden);
  for (const route of ["deadLetters.get", "deadLetters.replay", "deadLetters.delete"] as const)
    expect(await refusal(node, bo, route, { at: { id } })).toEqual(forbidden);
  const { stranger } = await people(node, { stranger: "owner" });
  expect(await listed(stranger)).toEqual([]);
  expect(await refusal(node, stranger, "deadLetters.get", { at: { id } })).toMatchObject({ status: 404 });
});

test("nothing is posted to a private address that the operator does not allow, however it is written", async () => {
  const { ada } = await people(node, { ada: "owner" });
  const room = await makeRoom(node, ada);
  // 127.0.0.1 is allowed here; what these are is not, nor is where a name leads to counted by its name.
  const urls = [
    "http://127.0.0.2:9/",
    "http://[::1]:9/",
    "http://[::ffff:10.0.0.1]:9/",
    "http://169.254.169.254/",
    "http://2130706434:9/",
  ];
  for (const url of urls) await hook(ada, { url }, { room: room.roomId });
  await say(ada, room.roomId, "hello");
  for (const { error } of await dead(ada, urls.length)) expect(error).toContain("WEBHOOK_ALLOWED_ADDRESSES");
  const refused = { status: 422, code: "invalidPayload" };
  for (const url of ["ftp://example.com/", "http://ada:secret@example.com/", "somewhere"])
    expect(
      await refusal(node, ada, "outgoingWebhooks.create", { body: { name: "x", url, events: ["message.created"] } }),
    ).toEqual(refused);
});

test("a redirect is not followed", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "owner" });
  const room = await makeRoom(node, ada);
  await hook(ada, { url: `${service.url}/a` }, { room: room.roomId });
  service.answer = (_, response) => response.writeHead(307, { Location: `${service.url}/b` }).end();
  await say(ada, room.roomId, "hello");
  const [letter] = await dead(ada);
  expect(letter?.error).toBe("It answered 307.");
  expect(new Set(service.posted.map(({ path }) => path))).toEqual(new Set(["/a"]));
});

test("GW-3: an address that is gone for good switches its webhook off, and what waits becomes dead letters", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "owner" });
  const room = await makeRoom(node, ada);
  const { id } = await hook(ada, service, { room: room.roomId });
  service.answer = refusing(410);
  await say(ada, room.roomId, "one");
  const [letter] = await dead(ada);
  await until("it is switched off", async () => {
    const [webhook] = (await rest(node, ada, "outgoingWebhooks.list")).webhooks;
    return webhook?.disabledReason === "gone";
  });
  await say(ada, room.roomId, "two");
  expect(await listed(ada)).toHaveLength(1);
  const at = { id: letter?.id ?? "" };
  expect(await refusal(node, ada, "deadLetters.replay", { at })).toEqual({ status: 409, code: "conflict" });
  service.answer = (_, response) => response.end();
  const { webhook } = await rest(node, ada, "outgoingWebhooks.update", { at: { id }, body: { disabled: false } });
  expect(webhook).not.toHaveProperty("disabledAt");
  await rest(node, ada, "deadLetters.replay", { at });
  await until("it arrived", () => service.posted.length === 2);
  await rest(node, ada, "outgoingWebhooks.delete", { at: { id } });
  expect((await rest(node, ada, "outgoingWebhooks.list")).webhooks).toEqual([]);
});

test("GW-3: what a node was delivering when it died, and what the queue forgot, is found again", async () => {
  const service = await startService();
  const { ada } = await people(node, { ada: "owner" });
  const room = await makeRoom(node, ada);
  const { id: webhookId } = await hook(ada, service, { room: room.roomId });
  const line = `webhook:${webhookId}:${room.roomId}`;
  // As a node leaves it that was killed between taking the head of a line and posting it.
  await node.pool.query(
    `INSERT INTO deliveries (workspace_id, webhook_id, line, event, payload, due_at, leased_until, lease, tries)
     VALUES ($1, $2, $3, 'message.created', '{}', now() - interval '1 hour', now() - interval '1 minute', $4, 1)`,
    [ada.workspaceId, webhookId, line, randomUUID()],
  );
  const store = createDeliveryStore(node.pool);
  await node.pool.query("SELECT graphile_worker.remove_job($1)", [line]);
  await until("it is missed or was delivered", async () => {
    if (service.posted.length > 0) return true;
    return (await store.overdue(10)).includes(line);
  });
  await node.deliveries.sweep();
  await until("it arrived", () => service.posted.length === 1);
});
