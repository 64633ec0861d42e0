import { beforeEach, expect, test } from "vitest";
import { createGatewayClient, type ProgramClient } from "./gateway-client.ts";
import { type FakeClock, fakeClock } from "./testing/fake-clock.ts";
import { change, join, type ModelRoom, myRoom, post, remove } from "./testing/model-rooms.ts";
import { ModelServer } from "./testing/model-server.ts";

let clock: FakeClock;
let server: ModelServer;
let bot: string;
let ada: string;
let room: ModelRoom;
let client: ProgramClient;
let said: string[];

beforeEach(async () => {
  clock = fakeClock();
  server = new ModelServer(clock);
  [bot, ada] = [server.addUser(), server.addUser()];
  room = server.addRoom(bot, ada);
  say(room, "before it started");
  const link = server.openLink(bot);
  client = createGatewayClient({
    baseUrl: "http://model",
    fetch: server.fetch(bot),
    clock,
    random: () => 0.5,
    ways: { websocket: link, sse: link, polling: link },
    timings: { idlePingMs: 1e9 },
  });
  said = [];
  client.onSaid(({ text }, { name }) => said.push(`${name}: ${text}`));
  client.start();
  await clock.advance(1_000);
});

const say = (where: ModelRoom, text: string, by = ada) =>
  server.publish(where, post(where, by, text, `r-${where.header.head}`));
const edit = (at: number, text: string) => server.publish(room, change(room, "message.edited", ada, at, { text }));

test("a program hears each message once: not what was said before, not its edits, not what is deleted", async () => {
  const old = room.header.head;
  edit(old, "before it started, edited");
  say(room, "hello");
  const hello = room.header.head;
  edit(hello, "hello again");
  say(room, "goodbye");
  server.publish(room, remove(room, ada, room.header.head));
  await clock.advance(1_000);
  expect(said).toEqual(["User 2: hello", "User 2: goodbye"]);
});

test("SYN-4: what a program missed it hears when it is back, as it is by then, and what is gone by then not at all", async () => {
  say(room, "one");
  await clock.advance(1_000);
  server.reachable = false;
  server.cut();
  say(room, "two");
  edit(room.header.head, "two, edited");
  say(room, "a slip");
  server.publish(room, remove(room, ada, room.header.head));
  say(room, "three");
  await clock.advance(5_000);
  server.reachable = true;
  await clock.advance(60_000);
  expect(said).toEqual(["User 2: one", "User 2: two, edited", "User 2: three"]);
});

test("of a room that it comes into, a program hears what is said from then on", async () => {
  const other = server.addRoom(ada);
  say(other, "among ourselves");
  server.publish(other, join(other, bot));
  const { head } = other.header;
  server.tell(bot, "room.added", { room: myRoom(other, bot), head, seq: head });
  say(other, "welcome");
  await clock.advance(1_000);
  expect(said).toEqual(["User 2: welcome"]);
});

test("whose author is not known yet is told once they are", async () => {
  await clock.advance(120_000);
  const newcomer = server.addUser();
  server.publish(room, join(room, newcomer));
  say(room, "hello, I am new", newcomer);
  expect(said).toEqual([]);
  await clock.advance(5_000);
  expect(said).toEqual(["User 3: hello, I am new"]);
});
