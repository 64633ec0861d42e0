/** FB-1 to FB-4 through proxies that break what they do not understand, with every wait a fifth of its default. */
import { isDeepStrictEqual } from "node:util";
import { afterAll, afterEach, expect, test } from "vitest";
import { startProxy, type Trouble } from "#test/support/broken-proxies.ts";
import { startNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom } from "#test/support/rest.ts";
import { until } from "#test/support/wait.ts";
import { createGatewayClient } from "./gateway-client.ts";
import type { ConnectionView, GatewayClient } from "./public.ts";
import { defaultTimings } from "./timings.ts";

const node = await startNode();
const proxy = await startProxy(() => node.port);
afterAll(() => proxy.close());
const clients: GatewayClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  proxy.turn({});
});

const fifth = (ms: number) => ms / 5;
const timings = {
  helloMs: fifth(defaultTimings.helloMs),
  giveUpMs: fifth(defaultTimings.giveUpMs),
  replyMs: fifth(defaultTimings.replyMs),
  pingMs: fifth(defaultTimings.pingMs),
  idlePingMs: fifth(defaultTimings.idlePingMs),
  backoffBaseMs: fifth(defaultTimings.backoffBaseMs),
  backoffMaxMs: fifth(defaultTimings.backoffMaxMs),
  stableMs: fifth(defaultTimings.stableMs),
  pollMinMs: fifth(defaultTimings.pollMinMs),
  pollMaxMs: fifth(defaultTimings.pollMaxMs),
  // Soon enough for a test to see the way back up.
  climbBaseMs: 1_500,
  climbMaxMs: 1_500,
};
/**
 * What a person may wait at most for a message, in these timings (by fake clocks in connection.test.ts); a machine that runs
 * other tests beside gets four times as much.
 */
const withinMs = 4 * fifth(10_000);
/** Of one test, in which dozens of messages are waited for. */
const timeout = 90_000;

function connect({ token }: Person): GatewayClient {
  // All that was said is compared, however much a fast machine says.
  const bounds = { newest: 100_000 };
  const client = createGatewayClient({ baseUrl: proxy.url, credentials: { kind: "token", token }, timings, bounds });
  clients.push(client);
  client.start();
  return client;
}

async function couple() {
  const { anna, bo } = await people(node, { anna: "owner", bo: "member" });
  const { roomId } = await makeRoom(node, anna, [bo]);
  const [a, b] = [connect(anna), connect(bo)];
  await Promise.all([a.openRoom(roomId), b.openRoom(roomId)]);
  const said: string[] = [];
  const texts = (client: GatewayClient) =>
    client.rooms
      .get()
      .get(roomId)
      ?.messages.map(({ text }) => text) ?? [];
  return {
    a,
    b,
    /** Anna writes; resolves when Bo has it. */
    async say(limitMs = withinMs) {
      const text = `${said.length}`;
      said.push(text);
      await a.send(roomId, text);
      await until(`bo has ${text}`, () => texts(b).includes(text), limitMs);
    },
    /** Both show each message once, in the order written. */
    async agree() {
      await until("nothing waits", () => a.outbox.get().length === 0);
      expect(texts(a)).toEqual(said);
      expect(texts(b)).toEqual(said);
    },
  };
}

const view = (client: GatewayClient): ConnectionView => client.connection.get();
const live = (client: GatewayClient) => view(client).state === "live";

test.each<[string, Trouble, ConnectionView]>([
  ["FB-1: refused upgrades", { refuseUpgrades: true }, { state: "fallback", transport: "sse" }],
  ["FB-1: swallowed frames", { swallowFrames: true }, { state: "fallback", transport: "sse" }],
  [
    "FB-3, FB-4: refused upgrades and buffered streams",
    { refuseUpgrades: true, bufferStreams: true },
    { state: "fallback", transport: "polling" },
  ],
  [
    "FB-3, FB-4: swallowed frames and buffered streams",
    { swallowFrames: true, bufferStreams: true },
    { state: "fallback", transport: "polling" },
  ],
])(
  "%s: messages go over the next way down, and WebSocket comes back by itself",
  {
    timeout,
  },
  async (_name, trouble, expected) => {
    const { a, b, say, agree } = await couple();
    await until("both live", () => live(a) && live(b));
    await say();
    proxy.turn(trouble);
    proxy.cut();
    // Two ways may have to be given up before the third, at each side.
    await say(2 * withinMs);
    for (let n = 0; n < 5; n += 1) await say();
    // A stall costs a way its turn, and one further down is come to first.
    await until("both on their way", () => [a, b].every((client) => isDeepStrictEqual(view(client), expected)));

    proxy.turn({});
    while (!(live(a) && live(b))) await say();
    await say();
    await agree();
  },
);

test("CON-2: connections that stand but carry nothing any more are found and replaced", { timeout }, async () => {
  const { a, b, say, agree } = await couple();
  await until("both live", () => live(a) && live(b));
  await say();
  proxy.freeze();
  await say(withinMs + 500);
  await agree();
});

test("FB-1: a proxy that cuts every connection does not keep messages", { timeout }, async () => {
  proxy.turn({ cutAfterMs: fifth(20_000) });
  const { say, agree } = await couple();
  const end = Date.now() + 3 * fifth(20_000);
  while (Date.now() < end) await say();
  await agree();
});
