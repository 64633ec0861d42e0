import "fake-indexeddb/auto";
import { afterAll, expect, test } from "vitest";
import { indexedDbStorage } from "#client/indexed-db-storage.ts";
import { gather, openOffice } from "../support/colleagues.ts";
import { startServer } from "../support/server.ts";
import { history, talker } from "./crowd.ts";

const server = await startServer();
afterAll(() => server.stop());

test("ENV-5: what waited in the outbox when the page went away is sent by the next one, once and in order", {
  timeout: 60_000,
}, async () => {
  const anna = await openOffice(server);
  const { roomId } = await gather([anna]);
  const words = ["one", "two", "three", "four"];

  const first = talker(server, anna, roomId, { storage: indexedDbStorage("outbox of Anna") });
  await first.say("zero");
  await first.settled();
  await server.kill("SIGKILL");
  for (const word of words) await first.say(word);
  first.leave();

  await server.restart();
  const second = talker(server, anna, roomId, { storage: indexedDbStorage("outbox of Anna") });
  await second.client.openRoom(roomId);
  await second.settled();
  expect((await history(anna, roomId)).messages.map(({ text }) => text)).toEqual(["zero", ...words]);

  const third = talker(server, anna, roomId, { storage: indexedDbStorage("outbox of Anna") });
  await third.say("five");
  await third.settled();
  expect((await history(anna, roomId)).messages.map(({ text }) => text)).toEqual(["zero", ...words, "five"]);
  second.leave();
  third.leave();
});
