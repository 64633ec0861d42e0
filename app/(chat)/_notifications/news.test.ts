import { expect, test } from "vitest";
import { createGatewayClient } from "#client/gateway-client.ts";
import { fakeClock } from "#client/testing/fake-clock.ts";
import { change, post } from "#client/testing/model-rooms.ts";
import { ModelServer } from "#client/testing/model-server.ts";
import { listenForNews } from "./news.ts";

async function scene() {
  const clock = fakeClock();
  const server = new ModelServer(clock);
  const [me, other] = [server.addUser(), server.addUser()];
  const room = server.addRoom(me, other);
  post(room, other, "from before", "before");
  const link = server.openLink(me);
  const client = createGatewayClient({
    baseUrl: "http://model",
    fetch: server.fetch(me),
    clock,
    random: () => 0.5,
    ways: { websocket: link, sse: link, polling: link },
    timings: { idlePingMs: 1e9 },
  });
  client.start();
  await clock.advance(1_000);
  const told: string[][] = [];
  const mood = { quiet: false };
  const stop = listenForNews({
    client,
    clock,
    quiet: () => mood.quiet,
    tell: (news) => told.push([...news.values()].flatMap(({ messages }) => messages.map(({ text }) => text))),
  });
  return { clock, server, me, other, room, told, mood, stop };
}

test("a message in a room that nobody opened is news, once", async () => {
  const { clock, server, room, other, told } = await scene();
  server.publish(room, post(room, other, "hello", "one"));
  await clock.advance(1_000);
  expect(told).toEqual([["hello"]]);
});

test("hundreds of messages that a catch-up brings are told together", async () => {
  const { clock, server, room, other, told } = await scene();
  server.cut();
  for (let n = 1; n <= 150; n += 1) post(room, other, `missed ${n}`, `missed-${n}`);
  await clock.advance(10_000);
  expect(told.length).toBe(1);
  expect(told[0]?.at(-1)).toBe("missed 150");
});

test("a change of an old message is no news", async () => {
  const { clock, server, room, other, told } = await scene();
  server.publish(room, change(room, "message.edited", other, room.header.head, { text: "from before, better" }));
  await clock.advance(1_000);
  expect(told).toEqual([]);
});

test("a room that one comes into is none, and its next message is", async () => {
  const { clock, server, me, other, told } = await scene();
  const room = server.addRoom(me, other);
  await clock.advance(1_000);
  expect(told).toEqual([]);
  server.publish(room, post(room, other, "psst", "one"));
  await clock.advance(1_000);
  expect(told).toEqual([["psst"]]);
});

test("a conversation that began while the connection was away is news", async () => {
  const { clock, server, me, other, told } = await scene();
  server.cut();
  const room = server.addRoom(other, me);
  post(room, other, "psst", "one");
  await clock.advance(10_000);
  expect(told).toHaveLength(1);
});

test("what came while one was not to be disturbed is not told later, however soon that ends", async () => {
  const { clock, server, room, other, told, mood } = await scene();
  mood.quiet = true;
  server.publish(room, post(room, other, "quietly", "one"));
  await clock.advance(50);
  mood.quiet = false;
  server.publish(room, post(room, other, "aloud", "two"));
  await clock.advance(1_000);
  expect(told).toEqual([["aloud"]]);
});
