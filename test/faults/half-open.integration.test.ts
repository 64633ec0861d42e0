import { afterAll, expect, test } from "vitest";
import { startProxy } from "../support/broken-proxies.ts";
import { gather, openOffice, welcome } from "../support/colleagues.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/wait.ts";
import { history, talker } from "./crowd.ts";

const server = await startServer();
afterAll(() => server.stop());
const anna = await openOffice(server);
const bo = await welcome(server, anna, "Bo");

test("CON-2: a connection that stands and carries nothing is found, by the client within seconds", {
  timeout: 60_000,
}, async () => {
  const proxy = await startProxy(() => server.port);
  const room = await gather([anna, bo]);
  const annas = talker(server, anna, room.roomId);
  const bos = talker(proxy, bo, room.roomId);
  await bos.say("before");
  await bos.settled();

  proxy.freeze();
  await Promise.all([annas.say("to someone who hears nothing"), bos.say("into the void")]);
  const { head } = await untilSaid(3);
  expect((await bos.everything(head)).map(({ text }) => text).sort()).toEqual([
    "before",
    "into the void",
    "to someone who hears nothing",
  ]);

  annas.leave();
  bos.leave();
  await proxy.close();

  async function untilSaid(count: number) {
    await until(
      `${count} messages are committed`,
      async () => (await history(anna, room.roomId)).messages.length === count,
      20_000,
    );
    return history(anna, room.roomId);
  }
});
