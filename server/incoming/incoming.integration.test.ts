/** Incoming webhooks as the programs that post to them know Slack's; and bots. */
import { IncomingWebhook } from "@slack/webhook";
import { expect, test } from "vitest";
import { z } from "zod";
import { startNode } from "#test/support/node.ts";
import { type Person, people, signIn } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";

const node = await startNode();
const limited = await startNode({ limits: { messagesPerSecond: 0.001, messagesBurst: 2 }, beside: node });

const made = (by: Person, room: string, name = "CI") =>
  rest(node, by, "incomingWebhooks.create", { at: { room }, body: { name } });
const messages = async (by: Person, room: string) => (await rest(node, by, "messages.list", { at: { room } })).messages;

async function posted(url: string, body: string, headers: Record<string, string> = {}, method = "POST") {
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(method === "POST" ? { body } : {}),
  });
  return { status: response.status, text: await response.text() };
}
const ok = { status: 200, text: "ok" };

test("Slack's own client posts into a room, unmodified", async () => {
  const { ada, bo } = await people(node, { ada: "owner", bo: "member" });
  const room = await makeRoom(node, ada, [bo], { kind: "private" });
  const { id, url } = await made(ada, room.slug, "Deploys");
  expect(url).toMatch(new RegExp(`^${node.url}/hooks/[\\w-]{43}$`));
  const client = new IncomingWebhook(url);
  expect(await client.send({ text: "*Done* in <https://ci.example/1|build 1>" })).toMatchObject({ text: "ok" });
  await client.send("and again");

  const [, , first, second] = [undefined, undefined, ...(await messages(bo, room.roomId))];
  expect(first?.text).toBe("**Done** in [build 1](https://ci.example/1)");
  expect(second?.text).toBe("and again");
  const { webhooks } = await rest(node, ada, "incomingWebhooks.list", { at: { room: room.roomId } });
  expect(webhooks).toMatchObject([{ id, name: "Deploys", createdBy: ada.id, botId: first?.authorId }]);
  expect(webhooks[0]?.lastUsedAt).toBeDefined();
  const { users } = await rest(node, bo, "users.list");
  expect(users.find((user) => user.id === first?.authorId)).toMatchObject({
    name: "Deploys",
    bot: true,
    role: "guest",
  });
});

test("JSON, a form's payload and what curl sends by itself are read alike; what says nothing is refused in Slack's words", async () => {
  const { ada } = await people(node, { ada: "owner" });
  const { roomId } = await makeRoom(node, ada);
  const { url } = await made(ada, roomId);
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  expect(await posted(url, '{"text":"json"}')).toEqual(ok);
  expect(await posted(url, new URLSearchParams({ payload: '{"text":"form & more"}' }).toString(), form)).toEqual(ok);
  expect(await posted(url, '{"text":"curl"}', form)).toEqual(ok);
  expect((await messages(ada, roomId)).map(({ text }) => text)).toEqual(["json", "form & more", "curl"]);

  expect(await posted(url, "{}")).toEqual({ status: 400, text: "no_text" });
  expect(await posted(url, '{"text":" "}')).toEqual({ status: 400, text: "no_text" });
  for (const body of ["", "nonsense", "[]", "null", '{"blocks":7}', `{"text":{}}`])
    expect(await posted(url, body)).toEqual({ status: 400, text: "invalid_payload" });
  const deep = `{"blocks":[${'{"type":"rich_text","elements":['.repeat(3_000)}${"]}".repeat(3_000)}]}`;
  expect(await posted(url, deep)).toMatchObject({ status: 400 });
  const many = JSON.stringify({ attachments: Array.from({ length: 101 }, () => ({ text: "x" })) });
  expect(await posted(url, many)).toEqual({ status: 400, text: "too_many_attachments" });
  expect(await posted(url, JSON.stringify({ text: "x".repeat(129 * 1024) }))).toEqual({
    status: 413,
    text: "payload_too_large",
  });
  expect(await posted(url, "", {}, "GET")).toEqual({ status: 405, text: "method_not_allowed" });
  expect(await posted(`${node.url}/hooks/${"x".repeat(43)}`, '{"text":"x"}')).toEqual({
    status: 404,
    text: "no_service",
  });
  expect(await posted(url, JSON.stringify({ text: `${"x".repeat(7998)}😀 and more` }))).toEqual(ok);
  expect((await messages(ada, roomId)).at(-1)?.text).toBe(`${"x".repeat(7998)}…`);
});

test("a post that is repeated with its key is said once", async () => {
  const { ada } = await people(node, { ada: "owner" });
  const { roomId } = await makeRoom(node, ada);
  const { url } = await made(ada, roomId);
  const key = { "Idempotency-Key": "alert 7, it's firing!" };
  expect(await posted(url, '{"text":"one"}', key)).toEqual(ok);
  expect(await posted(url, '{"text":"one"}', key)).toEqual(ok);
  expect(await posted(url, '{"text":"two"}', key)).toEqual({ status: 409, text: "conflict" });
  expect(await messages(ada, roomId)).toHaveLength(1);
});

test("a webhook has the rate of a person", async () => {
  const { ada } = await people(node, { ada: "owner" });
  const { roomId } = await makeRoom(node, ada);
  const url = (await made(ada, roomId)).url.replace(node.url, limited.url);
  const answers = [];
  for (let n = 0; n < 6; n++) answers.push(await posted(url, '{"text":"x"}'));
  expect(answers.slice(0, 2)).toEqual([ok, ok]);
  expect(answers).toContainEqual({ status: 429, text: "rate_limited" });
});

test("archived, taken out, removed: the program hears which", async () => {
  const { ada } = await people(node, { ada: "owner" });
  const { roomId } = await makeRoom(node, ada);
  const say = (url: string) => posted(url, '{"text":"x"}');
  const { id, url } = await made(ada, roomId);
  await rest(node, ada, "rooms.update", { at: { room: roomId }, body: { archived: true } });
  expect(await say(url)).toEqual({ status: 410, text: "channel_is_archived" });
  await rest(node, ada, "rooms.update", { at: { room: roomId }, body: { archived: false } });
  expect(await say(url)).toEqual(ok);
  await rest(node, ada, "incomingWebhooks.delete", { at: { room: roomId, id } });
  expect(await say(url)).toEqual({ status: 404, text: "no_service" });
  expect(await refusal(node, ada, "incomingWebhooks.delete", { at: { room: roomId, id } })).toMatchObject({
    status: 404,
  });
  const { members } = await rest(node, ada, "members.list", { at: { room: roomId } });
  expect(members.filter(({ leftSeq }) => leftSeq === undefined).map(({ userId }) => userId)).toEqual([ada.id]);

  const other = await made(ada, roomId);
  const { webhooks } = await rest(node, ada, "incomingWebhooks.list", { at: { room: roomId } });
  const userId = webhooks[0]?.botId ?? "";
  await rest(node, ada, "members.delete", { at: { room: roomId, userId } });
  expect(await say(other.url)).toEqual({ status: 404, text: "channel_not_found" });
  await rest(node, ada, "users.update", { at: { id: userId }, body: { deactivated: true } });
  expect(await say(other.url)).toEqual({ status: 403, text: "action_prohibited" });
  await rest(node, ada, "incomingWebhooks.delete", { at: { room: roomId, id: other.id } });
  await rest(node, ada, "rooms.update", { at: { room: roomId }, body: { archived: true } });
  const body = { name: "CI" };
  expect(await refusal(node, ada, "incomingWebhooks.create", { at: { room: roomId }, body })).toMatchObject({
    status: 409,
  });
  expect((await rest(node, ada, "bots.list")).bots.filter((bot) => bot.deactivatedAt === undefined)).toEqual([]);
});

test("a room that its owner leaves goes to a person, not to the bot of a webhook that was there before", async () => {
  const { ada, bo } = await people(node, { ada: "member", bo: "member" });
  const { roomId } = await makeRoom(node, ada, [], { kind: "private" });
  await made(ada, roomId);
  await rest(node, ada, "members.put", { at: { room: roomId, userId: bo.id }, body: {} });
  await rest(node, ada, "rooms.leave", { at: { room: roomId } });
  const { members } = await rest(node, bo, "members.list", { at: { room: roomId } });
  const owners = members.filter(({ role, leftSeq }) => role === "owner" && leftSeq === undefined);
  expect(owners.map(({ userId }) => userId)).toEqual([bo.id]);
});

test("moderators and admins look after a room's webhooks, others not, and strangers don't know the room", async () => {
  const { ada, bo, cy, di } = await people(node, { ada: "member", bo: "member", cy: "admin", di: "member" });
  const room = await makeRoom(node, ada, [bo], { kind: "private" });
  const at = { room: room.roomId };
  const body = { name: "CI" };
  expect(await refusal(node, bo, "incomingWebhooks.create", { at, body })).toEqual({ status: 403, code: "forbidden" });
  expect(await refusal(node, bo, "incomingWebhooks.list", { at })).toEqual({ status: 403, code: "forbidden" });
  for (const stranger of [cy, di])
    expect(await refusal(node, stranger, "incomingWebhooks.create", { at, body })).toMatchObject({ status: 404 });
  const open = await makeRoom(node, ada, [], { name: "Open" });
  await made(cy, open.roomId);
  await rest(node, ada, "members.put", { at: { ...at, userId: bo.id }, body: { role: "moderator" } });
  await made(bo, room.roomId);
  const { room: direct } = await rest(node, ada, "rooms.create", { body: { kind: "direct", memberIds: [bo.id] } });
  expect(await refusal(node, cy, "incomingWebhooks.create", { at: { room: direct.roomId }, body })).toMatchObject({
    status: 404,
  });
});

test("an admin is told of the webhooks of all rooms that they may see, and where a bot is, and of nothing else", async () => {
  const { ada, bo, cy } = await people(node, { ada: "admin", bo: "member", cy: "admin" });
  const open = await makeRoom(node, ada, [], { name: "Open" });
  const board = await makeRoom(node, ada, [bo], { name: "Board", kind: "private" });
  const { id } = await made(ada, open.roomId, "CI");
  const { id: secret } = await made(ada, board.roomId, "Alarms");
  const { id: gone } = await made(ada, open.roomId, "Gone");
  await rest(node, ada, "incomingWebhooks.delete", { at: { room: open.roomId, id: gone } });
  const { user: bot } = await rest(node, ada, "bots.create", { body: { name: "Echo" } });
  for (const { roomId } of [open, board])
    await rest(node, ada, "members.put", { at: { room: roomId, userId: bot.id }, body: {} });

  const { webhooks } = await rest(node, ada, "incomingWebhooks.everywhere");
  const own = webhooks.filter(({ room }) => [open.roomId, board.roomId].includes(room.roomId));
  expect(own).toMatchObject([
    { id: secret, name: "Alarms", room: { roomId: board.roomId, slug: board.slug, name: "Board" } },
    { id, name: "CI", room: { roomId: open.roomId } },
  ]);
  const seen = (await rest(node, cy, "incomingWebhooks.everywhere")).webhooks.map((hook) => hook.id);
  expect(seen).toContain(id);
  expect(seen).not.toContain(secret);
  expect(await refusal(node, bo, "incomingWebhooks.everywhere")).toEqual({ status: 403, code: "forbidden" });

  const at = { id: bot.id };
  const rooms = async (by: Person) => (await rest(node, by, "botRooms.list", { at })).rooms.map(({ name }) => name);
  expect(await rooms(ada)).toEqual(["Board", "Open"]);
  expect(await rooms(cy)).toEqual(["Open"]);
  await rest(node, ada, "members.delete", { at: { room: open.roomId, userId: bot.id } });
  expect(await rooms(cy)).toEqual([]);
  expect(await refusal(node, bo, "botRooms.list", { at })).toEqual({ status: 403, code: "forbidden" });
  expect(await refusal(node, ada, "botRooms.list", { at: { id: bo.id } })).toMatchObject({ status: 404 });
});

test("a bot is an account that admins make: it cannot sign in, has tokens, is in rooms, and is marked as one", async () => {
  const { ada, bo } = await people(node, { ada: "admin", bo: "member" });
  const room = await makeRoom(node, ada, [bo], { kind: "private" });
  const { user } = await rest(node, ada, "bots.create", { body: { name: "Echo" } });
  expect(user).toMatchObject({ name: "Echo", bot: true, role: "member" });
  expect(await refusal(node, bo, "bots.create", { body: { name: "Mine" } })).toEqual({
    status: 403,
    code: "forbidden",
  });
  expect(await refusal(node, bo, "bots.list")).toMatchObject({ status: 403 });

  // A token makes no tokens; a session does.
  const at = { id: user.id };
  expect(await refusal(node, ada, "botTokens.create", { at, body: { name: "home" } })).toMatchObject({ status: 403 });
  const { cookie } = await signIn(node, ada);
  const response = await fetch(`${node.url}/api/v1/bots/${user.id}/tokens`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: node.url, "Content-Type": "application/json" },
    body: '{"name":"home"}',
  });
  expect(response.status).toBe(201);
  const { id: tokenId, token } = z.object({ id: z.string(), token: z.string() }).parse(await response.json());
  const echo: Person = { ...ada, id: user.id, name: "Echo", token, tokenId };

  expect((await rest(node, echo, "me.get")).user).toMatchObject({ id: user.id, bot: true });
  expect(await refusal(node, echo, "rooms.get", { at: { room: room.roomId } })).toMatchObject({ status: 404 });
  await rest(node, ada, "members.put", { at: { room: room.roomId, userId: user.id }, body: {} });
  await rest(node, echo, "messages.create", { at: { room: room.roomId }, body: { text: "hello" } });
  expect((await rest(node, ada, "botTokens.list", { at })).tokens).toMatchObject([{ id: tokenId, name: "home" }]);
  expect(await refusal(node, ada, "botTokens.list", { at: { id: bo.id } })).toMatchObject({ status: 404 });

  expect((await rest(node, ada, "bots.update", { at, body: { name: "Echo 2" } })).user.name).toBe("Echo 2");
  expect((await rest(node, ada, "bots.list")).bots.map(({ id }) => id)).toEqual([user.id]);
  await rest(node, ada, "botTokens.delete", { at: { ...at, tokenId } });
  expect(await refusal(node, echo, "me.get")).toMatchObject({ status: 401 });
  const { user: stopped } = await rest(node, ada, "bots.update", { at, body: { deactivated: true } });
  expect(stopped.deactivatedAt).toBeDefined();
});

test("however many webhooks members make, admins make bots", async () => {
  const { ada, bo } = await people(node, { ada: "admin", bo: "member" });
  const { roomId } = await makeRoom(node, bo);
  await made(bo, roomId);
  await node.pool.query(
    `WITH bots AS (
       INSERT INTO users (id, workspace_id, name, bot, role)
       SELECT gen_random_uuid(), $1, 'CI', true, 'guest' FROM generate_series(2, 1000) RETURNING id)
     INSERT INTO incoming_webhooks (id, room_id, bot_id, created_by_id, name, hash)
     SELECT gen_random_uuid(), $2, id, $3, 'CI', decode(md5(id::text), 'hex') FROM bots`,
    [ada.workspaceId, (await makeRoom(node, bo, [], { name: "Another" })).roomId, bo.id],
  );
  const refused = { status: 409, code: "conflict" };
  expect(await refusal(node, bo, "incomingWebhooks.create", { at: { room: roomId }, body: { name: "x" } })).toEqual(
    refused,
  );
  expect((await rest(node, ada, "bots.create", { body: { name: "Echo" } })).user).toMatchObject({ name: "Echo" });
});
