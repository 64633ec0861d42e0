/** The bots of examples/, started by the lines of their README. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { postCommand } from "../conformance/clients/sse.ts";
import { history } from "../faults/crowd.ts";
import { startProxy } from "../support/broken-proxies.ts";
import { type Colleague, gather, openOffice, restOf, welcome } from "../support/colleagues.ts";
import { startNode } from "../support/node.ts";
import { rest } from "../support/rest.ts";
import { until } from "../support/wait.ts";
import { type Following, type Shell, shellOf } from "./shell.ts";

// Slower than the bots answer, so that they have to wait, and ask again.
const node = await startNode({ limits: { messagesPerSecond: 20, messagesBurst: 5 } });
const proxy = await startProxy(() => node.port);
const folder = mkdtempSync(join(tmpdir(), "parley-echo-"));
const anna = await openOffice(node);
const bo = await welcome(node, anna, "Bo");
const cy = await welcome(node, anna, "Cy");
const room = await gather([anna, bo, cy]);
type Speaker = Pick<Colleague, "rest">;
const running = new Set<Following>();
let shell: Shell;
let botId: string;
let parrot: Speaker;

// Where Python's websockets or curl are missing they are fetched first.
beforeAll(async () => {
  shell = shellOf("examples/README.md", {
    PARLEY_URL: proxy.url,
    PARLEY_STATE: join(folder, "echo-bot.json"),
    EMAIL: anna.email,
    PASSWORD: anna.password,
    ROOM: room.slug,
  });
  await shell.run();
  const { bots } = await rest(node, anna, "bots.list");
  botId = bots.find(({ name }) => name === "Echo")?.id ?? "";
  expect(bots).toMatchObject([{ bot: true, name: "Echo" }]);
  parrot = await otherBot();
}, 150_000);
afterAll(async () => {
  await Promise.all([...running].map((one) => one.stop("SIGKILL")));
  await proxy.close();
  rmSync(folder, { recursive: true });
});

/** Says it, however often the server asks to wait; the message's seq. */
async function say(person: Speaker, text: string): Promise<number> {
  for (;;) {
    const result = await person.rest("messages.create", { params: { room: room.roomId }, body: { text } });
    if (result.ok) return result.answer.message.seq;
    if (result.error.code !== "rateLimited") throw new Error(result.error.message);
    await new Promise((resolve) => setTimeout(resolve, result.error.retryAfterMs));
  }
}

/** What the bot answered since the message `after`, in order. */
async function echoes(after = 0): Promise<string[]> {
  const { messages } = await history(anna, room.roomId);
  return messages.filter(({ authorId, seq }) => authorId === botId && seq > after).map(({ text }) => text);
}

function started(bot: Following, ready: string): Promise<void> {
  running.add(bot);
  return until("the bot listens", () => {
    if (bot.exitCode() !== undefined) throw new Error(`It ended: ${bot.output()}`);
    return bot.output().includes(ready);
  });
}

async function otherBot(): Promise<Speaker> {
  const { user } = await rest(node, anna, "bots.create", { body: { name: "Parrot" } });
  const response = await fetch(`${node.url}/api/v1/bots/${user.id}/tokens`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${anna.email}:${anna.password}`)}`, "Content-Type": "application/json" },
    body: '{"name":"test"}',
  });
  const { token } = z.object({ token: z.string() }).parse(await response.json());
  await rest(node, anna, "members.put", { at: { room: room.roomId, userId: user.id }, body: {} });
  return { rest: restOf(node, { kind: "token", token }) };
}

/** Mentions of people are answered once, without calling anybody; nothing else is. */
async function conversesWell(): Promise<void> {
  const before = await say(anna, "to nobody in particular");
  await say(parrot, `<@${botId}> from a bot`);
  const asked = await say(bo, `<@${botId}> hello, <@${cy.id}>`);
  const edit = { action: "editMessage", requestId: randomUUID(), roomId: room.roomId };
  const payload = { seq: asked, text: `<@${botId}> edited` };
  expect((await postCommand(node, bo, JSON.stringify({ ...edit, payload }))).reply.ok).toBe(true);
  await say(cy, `<@${botId}> and goodbye`);
  await until("both are answered", async () => (await echoes(before)).length >= 2);
  const { messages } = await history(anna, room.roomId);
  expect(messages.filter(({ authorId, mentions }) => authorId === botId && mentions.length > 0)).toEqual([]);
  const said = await echoes(before);
  expect(said).toHaveLength(2);
  expect(said).toContain("You said: and goodbye");
}

test("the bot in TypeScript answers people who mention it, once, and no bot; a wrong token is told", {
  timeout: 90_000,
}, async () => {
  const bot = shell.follow();
  await started(bot, "Echo listens.");
  await conversesWell();
  await bot.stop();
  const stranger = bot.again({ PARLEY_TOKEN: "ply_nobody" });
  await until("it gives up", () => stranger.exitCode() === 1);
  expect(stranger.output()).toContain("no access token");
});

test("the bot in Python answers people who mention it, once, and no bot; a gap, a restart and a wrong token are foreseen", {
  timeout: 150_000,
}, async () => {
  const bot = shell.follow();
  await started(bot, "listening");
  await conversesWell();

  // Cut off again and again while people talk, and in the end killed.
  const before = await say(anna, "the network is bad today");
  const questions = Array.from({ length: 40 }, (_, n) => `question ${n}`);
  for (const [n, question] of questions.entries()) {
    if (n % 10 === 5) proxy.cut();
    await say([anna, bo, cy][n % 3] ?? anna, `<@${botId}> ${question}`);
  }
  await bot.stop("SIGKILL");
  await say(bo, `<@${botId}> are you there?`);
  const again = bot.again();
  await started(again, "listening");
  const expected = [...questions, "are you there?"].map((question) => `You said: ${question}`);
  await until("all are answered", async () => (await echoes(before)).length >= expected.length, 60_000);
  expect(await echoes(before)).toEqual(expected);

  await again.stop();
  const stranger = again.again({ PARLEY_TOKEN: "ply_nobody" });
  await until("it gives up", () => stranger.exitCode() === 1);
  expect(stranger.output()).toContain("no access token");
});
