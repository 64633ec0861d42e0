/** 100,000 frames of nonsense over each transport: the server goes on, others notice nothing, and nothing stays behind. */
import { afterAll, describe, expect, test } from "vitest";
import type { Client } from "../conformance/clients/client.ts";
import { openSocketIo } from "../conformance/clients/socket-io.ts";
import { openSse } from "../conformance/clients/sse.ts";
import { openWebSocket } from "../conformance/clients/websocket.ts";
import { gather, openOffice, welcome } from "../support/colleagues.ts";
import { inspectable } from "../support/inspector.ts";
import { seedOf } from "../support/seed.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/wait.ts";
import { type Flood, overPost, overSocketIo, overWebSocket } from "./fuzz/flood.ts";
import { type Insides, inspect } from "./fuzz/insides.ts";
import { seeded } from "./fuzz/random.ts";

const frames = 100_000;
/** Enough for caches to fill, code to be compiled and the database's connections to be open. */
const warmUpFrames = 10_000;
/** At once over one transport. */
const senders = 4;
/**
 * What may be in use afterwards on top. 300,000 frames that left 64 bytes each would be 19 MB, 10,000 connections with
 * a kilobyte each 10 MB; what the engine keeps of compiled code and feedback moved by 1 to 3 MB between looks.
 */
const allowedGrowth = 8 * 1024 * 1024;

/** The database's connections have one each, and the node looks after things from time to time. */
const allowedTimers = 30;

const seed = seedOf("FUZZ_SEED");
const random = seeded(seed);
const title = `seed ${seed}`;

const server = await startServer({ env: { LIMITS: "off", LOG_LEVEL: "warn", ...inspectable } });
afterAll(() => server.stop());
const anna = await openOffice(server);
const mallory = await welcome(server, anna, "Mallory");
// The samples' own slug.
await gather([anna, mallory], { slug: "engineering" });
const bystanders: readonly Client[] = await Promise.all(
  [openWebSocket, openSocketIo, openSse].map((open) => open(server, { token: anna.token })),
);
afterAll(() => Promise.all(bystanders.map((one) => one.close())));
const insides = await inspect(server);
afterAll(() => insides.leave());
const atFirst = await insides.look();

const floods = { "plain WebSocket": overWebSocket, "Socket.IO": overSocketIo, "SSE's POST": overPost } as const;

const replies = new Map<string, number>();
const flood = (over: (flood: Flood) => Promise<void>, count: number) =>
  Promise.all(
    Array.from({ length: senders }, () =>
      over({
        port: server.port,
        token: mallory.token,
        frames: Math.ceil(count / senders),
        random: random.fork(),
        heard: (reply) => {
          const outcome = reply.ok ? "ok" : reply.error.code;
          replies.set(outcome, (replies.get(outcome) ?? 0) + 1);
        },
      }),
    ),
  );

/** Asks over each of the bystander's connections again and again; each must answer within the client's own patience. */
async function meanwhile(work: Promise<unknown>): Promise<number> {
  let over = false;
  let asked = 0;
  const stop = work.finally(() => {
    over = true;
  });
  const ask = async (one: Client) => {
    while (!over) {
      expect(await one.command("ping"), title).toMatchObject({ ok: true });
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await Promise.all([stop, ...bystanders.map(ask)]);
  return asked;
}

/** When everyone who sent nonsense is gone, and no timer of theirs is left. */
async function settled(): Promise<Insides> {
  let now = atFirst;
  const left = (kind: string) => (now.resources[kind] ?? 0) - (atFirst.resources[kind] ?? 0);
  const calm = async () => {
    now = await insides.look();
    return left("TCPSocketWrap") <= 0 && left("Timeout") <= allowedTimers;
  };
  await until("all is as before", calm, 60_000).catch((error: unknown) => {
    throw new Error(`${title}: ${JSON.stringify({ atFirst, now })}`, { cause: error });
  });
  return now;
}

describe(title, () => {
  let calm: Insides;

  test("first a little of everything", { timeout: 240_000 }, async () => {
    for (const over of Object.values(floods)) await meanwhile(flood(over, warmUpFrames));
    calm = await settled();
  });

  test.each(Object.entries(floods))(
    `${frames} random and mutated frames over %s`,
    async (_, over) => {
      replies.clear();
      expect(await meanwhile(flood(over, frames)), title).toBeGreaterThan(0);
      // Whatever came, it was understood as far as it went.
      expect(replies.get("internal"), title).toBeUndefined();
      for (const outcome of ["ok", "badEnvelope", "invalidPayload", "unknownAction", "notFound"])
        expect(replies.get(outcome), `${title}: ${outcome}`).toBeGreaterThan(0);
      for (const { events } of bystanders) {
        expect(events.filter(({ event }) => event === "hello")).toHaveLength(1);
        expect(events.filter(({ event }) => event === "closing" || event === "reconnect")).toEqual([]);
      }
    },
    600_000,
  );

  test("nothing is left of it: no socket, no timer, no memory; and no error in the log", {
    timeout: 90_000,
  }, async () => {
    const now = await settled();
    expect(now.bytes - calm.bytes, title).toBeLessThan(allowedGrowth);
    expect(server.output()).not.toMatch(/"level":(50|60)|"level":"(error|fatal)"/);
  });
});
