import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";
import { defaultTimings } from "./timings.ts";

test("FB-5: the wait is anywhere between nothing and min(30 s, 0.5 s · 2^n)", () => {
  const below = (limit: number, n: number) => backoff(n, () => limit, defaultTimings);
  expect([0, 1, 2, 5, 6, 50].map((n) => below(1, n))).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000]);
  fc.assert(
    fc.property(fc.nat(2_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (n, random) => {
      const wait = backoff(n, () => random, defaultTimings);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(30_000);
    }),
  );
});
