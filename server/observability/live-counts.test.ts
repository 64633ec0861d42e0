import { afterEach, expect, test } from "vitest";
import { LiveCounts } from "./live-counts.ts";
import { unmeasured } from "./measures.ts";
import { preciseNow } from "./precise-time.ts";

const counts = new LiveCounts();
const measures = counts.listening(unmeasured);
afterEach(() => counts.stop());

/** A change that took so long from its command to its last reader. */
const delivered = (ms: number, connections = 1) =>
  measures.delivered(connections, { publishedMs: 0, cause: { receivedMs: preciseNow() - ms } });

test("while nobody looks nothing is counted", () => {
  measures.connected("sse");
  delivered(5);
  expect(counts.look()).toMatchObject({ seconds: 0, connects: 0, deliveries: 0, sendToDeliver: null });
  counts.start();
  expect(counts.look()).toMatchObject({ connects: 0, deliveries: 0, sendToDeliver: null });
});

test("each look tells what happened since the one before", () => {
  counts.start();
  measures.connected("websocket");
  measures.disconnected("websocket", 4403);
  measures.disconnected("sse", "left");
  measures.answered("sendMessage", "ok", 0.01);
  measures.answered("sendMessage", "ok", 0.01);
  measures.answered("other", "unknownAction", 0.01);
  measures.batched(3);
  delivered(5, 20);
  expect(counts.look()).toMatchObject({
    connects: 1,
    disconnects: { "4403": 1, left: 1 },
    commands: { ok: 2, unknownAction: 1 },
    messages: 3,
    deliveries: 20,
    sendToDeliver: { count: 1 },
  });
  expect(counts.look()).toMatchObject({
    connects: 0,
    disconnects: {},
    commands: {},
    messages: 0,
    deliveries: 0,
    sendToDeliver: null,
  });
});

test("p50, p95 and p99 are those of the commands in between, within one part in a hundred or the time it took to count them", () => {
  counts.start();
  for (let ms = 1; ms <= 1000; ms++) delivered(ms);
  const found = counts.look().sendToDeliver;
  expect(found?.count).toBe(1000);
  for (const [quantile, expected] of [
    [found?.p50, 500],
    [found?.p95, 950],
    [found?.p99, 990],
  ] as const) {
    expect(quantile).toBeGreaterThan(expected * 0.98);
    expect(quantile).toBeLessThan(expected * 1.02 + 50);
  }
});

test("the longer quantiles go back ten looks, and no further", () => {
  counts.start();
  delivered(1000);
  for (let look = 1; look <= 10; look++) {
    const { sendToDeliver10 } = counts.look();
    expect(sendToDeliver10).toMatchObject({ count: 1 });
    expect(sendToDeliver10?.p50).toBeGreaterThan(950);
  }
  expect(counts.look().sendToDeliver10).toBeNull();
});

test("what has no command, and what a clock that was set back makes of it, spoil nothing", () => {
  counts.start();
  measures.delivered(2, {});
  delivered(-5_000);
  expect(counts.look()).toMatchObject({ deliveries: 3, sendToDeliver: { count: 1 } });
});
