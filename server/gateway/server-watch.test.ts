import { afterEach, beforeEach, expect, test, vi } from "vitest";
import events from "#contract/golden/events.v1.json" with { type: "json" };
import { defaultLimits } from "#contract/limits.ts";
import { type Measured, measuredSchema } from "#contract/measured.ts";
import { Connection } from "./connection.ts";
import { plainFrame } from "./frame.ts";
import { ServerWatch } from "./server-watch.ts";

const measured: Measured = measuredSchema.parse(events["server.measured"].payload);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A watch whose figures count how often they are asked, and an owner's connection that counts what it is told. */
function scene(measure = async () => measured) {
  const asked = { running: false, rounds: 0 };
  const figures = {
    start: () => {
      asked.running = true;
    },
    stop: () => {
      asked.running = false;
    },
    measure: () => {
      asked.rounds += 1;
      return measure();
    },
    stand: async () => measured,
  };
  const errors: unknown[] = [];
  return { asked, errors, watch: new ServerWatch({ figures, onError: (error) => errors.push(error) }) };
}

function owner() {
  const told: unknown[] = [];
  const connection = new Connection({
    identity: {
      actor: { id: "a", workspaceId: "w", name: "Ada", role: "owner", bot: false },
      credential: { kind: "token", tokenId: "t" },
    },
    link: { kind: "sse", send: ({ json }) => void told.push(JSON.parse(json)), bufferedBytes: () => 0, close() {} },
    origin: { address: "127.0.0.1", userAgent: "" },
    limits: defaultLimits,
  });
  connection.greet(plainFrame("reconnect", { afterMs: 0 }));
  told.length = 0;
  return { told, connection };
}

test("nothing is counted until somebody watches, and nothing more a minute after the last one asked", async () => {
  const { watch, asked } = scene();
  const { connection, told } = owner();
  expect(asked).toEqual({ running: false, rounds: 0 });
  expect(await watch.watch(connection)).toEqual({ leaseMs: 60_000, measured });
  expect(asked.running).toBe(true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(10);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.running).toBe(false);
  const { length } = told;
  expect(length).toBeLessThanOrEqual(60);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(length);
  expect(vi.getTimerCount()).toBe(0);
});

test("who asks again in time is told on and on", async () => {
  const { watch } = scene();
  const { connection, told } = owner();
  for (let minute = 0; minute < 3; minute++) {
    await watch.watch(connection);
    await vi.advanceTimersByTimeAsync(45_000);
  }
  expect(told).toHaveLength(135);
});

test("each lease ends by itself, and a closed connection is let go at once", async () => {
  const { watch } = scene();
  const [first, second, third] = [owner(), owner(), owner()];
  await watch.watch(first.connection);
  await watch.watch(third.connection);
  await vi.advanceTimersByTimeAsync(30_000);
  await watch.watch(second.connection);
  third.connection.lost();
  await vi.advanceTimersByTimeAsync(45_000);
  expect(first.told.length).toBeLessThanOrEqual(60);
  expect(second.told).toHaveLength(45);
  expect(third.told).toHaveLength(30);
});

test("who is no owner any more is told no more", async () => {
  const { watch } = scene();
  const { connection, told } = owner();
  await watch.watch(connection);
  await vi.advanceTimersByTimeAsync(2_000);
  connection.actor = { ...connection.actor, role: "admin" };
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(2);
});

test("a round that takes long is waited for, and one that fails is told to the log, not to the owner", async () => {
  let release = () => {};
  const slow = scene(() => new Promise((resolve) => (release = () => resolve(measured))));
  const { connection, told } = owner();
  await slow.watch.watch(connection);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(slow.asked.rounds).toBe(1);
  release();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(slow.asked.rounds).toBe(2);
  expect(told).toHaveLength(1);

  const failing = scene(() => Promise.reject(new Error("no figures")));
  const another = owner();
  await failing.watch.watch(another.connection);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(failing.errors).toHaveLength(2);
  expect(another.told).toEqual([]);
});
