import { expect, test } from "vitest";
import { retryAfter, retryDelaysMs } from "./retries.ts";

test("GW-3: eight tries within eighteen hours, each a fifth sooner or later than planned, and then no more", () => {
  const planned = retryDelaysMs.map((_, n) => retryAfter(n + 1, retryDelaysMs, () => 0.5) ?? 0);
  expect(planned).toEqual(retryDelaysMs);
  expect(planned).toHaveLength(7);
  expect(planned.reduce((sum, each) => sum + each) / 3_600_000).toBeLessThan(18);
  expect([retryAfter(1, [1000], () => 0), retryAfter(1, [1000], () => 1)]).toEqual([800, 1200]);
  expect(retryAfter(8, retryDelaysMs)).toBeNull();
});
