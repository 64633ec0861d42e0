/** examples/curl.md, run as it is printed. */
import { beforeAll, expect, test } from "vitest";
import { gather, openOffice } from "../support/colleagues.ts";
import { startNode } from "../support/node.ts";
import { until } from "../support/wait.ts";
import { type Shell, shellOf } from "./shell.ts";

const node = await startNode();
const anna = await openOffice(node);
const room = await gather([anna]);
let shell: Shell;
// Where curl is missing it is installed first.
beforeAll(() => {
  shell = shellOf("examples/curl.md", {
    PARLEY_URL: node.url,
    EMAIL: anna.email,
    PASSWORD: anna.password,
    ROOM: room.slug,
  });
}, 120_000);

test("whoever has curl makes a token, speaks, follows a room, reads back and lets another program post", async () => {
  await shell.run();
  await shell.run();
  expect(JSON.parse(await shell.run())).toMatchObject({ ok: true, payload: { roomId: room.roomId } });

  const live = shell.follow();
  await until("the stream says hello", () => live.output().includes('"event":"hello"'));
  const again = shell.follow();
  await until("what was missed comes", () => again.output().includes("Hello from curl"));
  expect(again.output()).toContain("room.changed");

  expect(JSON.parse(await shell.run())).toMatchObject({ messages: [{ text: "Hello from curl", authorId: anna.id }] });
  await shell.run();
  for (const stream of [live, again])
    await until("the webhook's message comes", () => stream.output().includes("The backup of **tonight** is done."));
  expect(live.output()).toMatch(/^id: ?\d+$/m);
  await Promise.all([live.stop(), again.stop()]);

  expect(JSON.parse(await shell.run())).toHaveProperty("openapi");
  expect(shell.left()).toBe(0);
});
