import { expect, test } from "vitest";
import events from "#contract/golden/events.v1.json" with { type: "json" };
import { type Measured, measuredSchema } from "#contract/measured.ts";
import { counted, type History, recorded, summary } from "./history.ts";

const golden = measuredSchema.parse(events["server.measured"].payload);
const start = Date.parse("2026-04-10T12:00:00Z");
const at = (second: number, changes: Partial<Measured> = {}): Measured => ({
  ...golden,
  at: new Date(start + second * 1000).toISOString(),
  uptimeSeconds: 1000 + second,
  seconds: 1,
  ...changes,
});
const after = (measured: readonly Measured[]): History => {
  const found = measured.reduce<History | null>((history, one) => recorded(history, one, 0), null);
  if (!found) throw new Error("nothing was measured");
  return found;
};

test("a quarter of an hour is kept, however long somebody looks", () => {
  const { samples } = after(Array.from({ length: 4000 }, (_, second) => at(second)));
  expect(samples).toHaveLength(901);
  expect(samples[0]?.at).toBe(start + 3099_000);
  expect(samples.at(-1)?.at).toBe(start + 3999_000);
});

test("counts are told per second, and are unknown while nothing was counted", () => {
  const { samples } = after([
    at(0, { seconds: 0, messages: 0 }),
    at(1, { seconds: 2, messages: 8, commands: { ok: 5, rateLimited: 1 } }),
  ]);
  expect(samples.map(({ values }) => values.messages)).toEqual([null, 4]);
  expect(samples.at(-1)?.values.commands).toBe(3);
});

test("what is told twice, or late, is kept once", () => {
  expect(after([at(0), at(1), at(1), at(0), at(2)]).samples.map((one) => one.at - start)).toEqual([0, 1000, 2000]);
});

test("where nobody looked the line breaks", () => {
  const { samples } = after([at(0), at(1), at(31)]);
  expect(samples.map(({ values }) => values.slow)).toEqual([1, 1, null, 1]);
  expect(summary(samples, "slow")).toEqual({ now: 1, mean: 1, highest: 1 });
});

test("another node, or one that was started again, begins anew", () => {
  expect(after([at(0), at(1), at(2, { node: "chat-2" })]).samples).toHaveLength(1);
  expect(after([at(0), at(1), at(2, { uptimeSeconds: 3 })]).samples).toHaveLength(1);
});

test("a series in numbers: now, on average, at most; null where nothing is known", () => {
  const took = (p95: number) => ({ sendToDeliver10: { count: 1, p50: 1, p95, p99: p95 } });
  const { samples } = after([at(0, took(10)), at(1, took(20)), at(2, { sendToDeliver10: null })]);
  expect(summary(samples, "p95")).toEqual({ now: null, mean: 15, highest: 20 });
  const none = after([at(0, { sendToDeliver10: null })]).samples;
  expect(summary(none, "p95")).toEqual({ now: null, mean: null, highest: null });
});

test("why connections ended is summed up, the most frequent reason first", () => {
  const { samples } = after([
    at(0, { disconnects: { left: 1 } }),
    at(1, { disconnects: { "4401": 2, left: 4 } }),
    at(2, { disconnects: {} }),
  ]);
  expect(counted(samples, "disconnects")).toEqual([
    ["left", 5],
    ["4401", 2],
  ]);
});
