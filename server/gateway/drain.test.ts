import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultLimits } from "#contract/limits.ts";
import { Connection } from "./connection.ts";
import { drain, planDrain } from "./drain.ts";
import { Frame } from "./frame.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Told = { event: string; payload: { afterMs?: number; code?: number } };
type Guest = { connection: Connection; told: Told[]; closedAfterMs: () => number | undefined };

function house(guests: number) {
  const startedAt = Date.now();
  const connections = new Map<string, Connection>();
  const gateway = { closing: false, connections, cameBack: new Set<string>() };
  const here = Array.from({ length: guests }, (_, n): Guest => {
    const told: Told[] = [];
    let closedAt: number | undefined;
    const connection = new Connection({
      identity: {
        actor: { id: `person ${n}`, workspaceId: "w", name: "Anna", role: "member", bot: false },
        credential: { kind: "token", tokenId: "t" },
      },
      link: {
        kind: "websocket",
        send: (frame) => told.push(JSON.parse(frame.json)),
        bufferedBytes: () => 0,
        close: () => {
          closedAt = Date.now();
        },
      },
      origin: { address: "127.0.0.1", userAgent: "" },
      limits: defaultLimits,
    });
    connection.greet(new Frame("{}"));
    told.length = 0;
    connections.set(connection.id, connection);
    connection.onClosed = () => connections.delete(connection.id);
    return { connection, told, closedAfterMs: () => (closedAt === undefined ? undefined : closedAt - startedAt) };
  });
  return { gateway, here };
}

const patient = () => new AbortController().signal;

/** Runs a drain to its end; milliseconds that it took. */
async function run(gateway: ReturnType<typeof house>["gateway"], maxMs = 30_000, signal = patient()): Promise<number> {
  const startedAt = Date.now();
  let took: number | undefined;
  const done = drain(gateway, { maxMs, signal }).then(() => {
    took = Date.now() - startedAt;
  });
  while (took === undefined) {
    await vi.advanceTimersByTimeAsync(10);
    if (Date.now() - startedAt > maxMs + 1_000) break;
  }
  await done;
  return took ?? Number.POSITIVE_INFINITY;
}

test("nobody here: it is over at once", async () => {
  const { gateway } = house(0);
  expect(await run(gateway)).toBe(0);
  expect(gateway.closing).toBe(true);
});

test("each is told once when to go, spread at 100 a second, and closed with 1012 five seconds later", async () => {
  const { gateway, here } = house(1_000);
  expect(await run(gateway)).toBeLessThanOrEqual(15_100);
  const times = here.map(({ told }) => told[0]?.payload.afterMs ?? -1).sort((a, b) => a - b);
  expect(times.at(0)).toBe(0);
  expect(times.at(-1)).toBe(9_990);
  for (let second = 0; second < 10; second++)
    expect(times.filter((at) => at >= second * 1_000 && at < (second + 1) * 1_000)).toHaveLength(100);
  for (const { told, closedAfterMs } of here) {
    expect(told.map(({ event }) => event)).toEqual(["reconnect", "closing"]);
    expect(told[1]?.payload).toMatchObject({ code: 1012, reconnect: true });
    const gone = closedAfterMs() ?? 0;
    expect(gone).toBeGreaterThanOrEqual((told[0]?.payload.afterMs ?? 0) + 5_000);
    expect(gone).toBeLessThanOrEqual((told[0]?.payload.afterMs ?? 0) + 5_100);
  }
});

test("many in little time: the last one goes within DRAIN_SECONDS all the same", async () => {
  expect(planDrain(20_000, 30_000)).toEqual({ spreadMs: 25_000, graceMs: 5_000 });
  const { gateway } = house(1_000);
  expect(await run(gateway, 2_000)).toBeLessThanOrEqual(2_100);
});

test("it is over as soon as the last one has moved", async () => {
  const { gateway, here } = house(10);
  setTimeout(() => {
    for (const { connection } of here) connection.lost("left");
  }, 500);
  expect(await run(gateway)).toBeLessThanOrEqual(600);
  expect(here.flatMap(({ told }) => told.map(({ event }) => event))).not.toContain("closing");
});

test("who moved and was led back here is not kept waiting", async () => {
  const { gateway, here } = house(2);
  setTimeout(() => gateway.cameBack.add("person 0"), 100);
  await run(gateway);
  expect(here[0]?.closedAfterMs()).toBeLessThanOrEqual(200);
  expect(here[1]?.closedAfterMs()).toBeGreaterThanOrEqual(3_000);
});

test("where everyone is led back, there is no other node: all are closed soon, and told to come back one after the other", async () => {
  const { gateway, here } = house(2_000);
  for (let n = 0; n < 200; n++) setTimeout(() => gateway.cameBack.add(`person ${n}`), n * 10);
  expect(await run(gateway)).toBeLessThanOrEqual(3_100);
  const returns = here.map(({ told }) => told[1]?.payload.afterMs ?? -1);
  expect(Math.min(...returns)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...returns)).toBeLessThanOrEqual(10_000);
  expect(returns.filter((afterMs) => afterMs > 5_000).length).toBeGreaterThan(500);
});

test("where most move, the few who were led back before the proxy noticed do not hurry the others", async () => {
  const { gateway, here } = house(1_000);
  for (let n = 0; n < 50; n++) setTimeout(() => gateway.cameBack.add(`person ${n}`), 500);
  setTimeout(() => {
    for (const { connection } of here.slice(50, 150)) connection.lost("left");
  }, 2_000);
  await run(gateway);
  const soon = here.slice(150).filter(({ closedAfterMs }) => (closedAfterMs() ?? 0) < 5_000);
  expect(soon).toEqual([]);
});

test("a command under way is finished before its connection is closed, but not beyond DRAIN_SECONDS", async () => {
  const { gateway, here } = house(2);
  const [slow, stuck] = here;
  if (!slow || !stuck) throw new Error("nobody is here");
  slow.connection.inFlight = 1;
  stuck.connection.inFlight = 1;
  setTimeout(() => {
    slow.connection.inFlight = 0;
  }, 6_000);
  expect(await run(gateway, 10_000)).toBeLessThanOrEqual(10_100);
  expect(slow.closedAfterMs()).toBeGreaterThanOrEqual(6_000);
  expect(slow.closedAfterMs()).toBeLessThanOrEqual(6_100);
  expect(stuck.closedAfterMs()).toBeGreaterThanOrEqual(10_000);
});

test("a second signal ends the waiting", async () => {
  const { gateway } = house(10);
  const hurry = new AbortController();
  setTimeout(() => hurry.abort(), 300);
  expect(await run(gateway, 30_000, hurry.signal)).toBeLessThanOrEqual(310);
});
