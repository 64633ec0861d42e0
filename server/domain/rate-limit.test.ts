import { expect, test } from "vitest";
import { BucketMap, MinuteCounter, TokenBucket } from "./rate-limit.ts";

test("a burst passes at once, then the steady rate, and the answer says how long to wait", () => {
  const bucket = new TokenBucket(5, 15, 0);
  const burst = Array.from({ length: 16 }, () => bucket.take(0));
  expect(burst.filter((wait) => wait === 0)).toHaveLength(15);
  expect(burst.at(-1)).toBe(200);
  expect(bucket.take(199)).toBeGreaterThan(0);
  expect(bucket.take(400)).toBe(0);
});

test("a lifted rate never refuses", () => {
  const bucket = new TokenBucket(null, null, 0);
  expect(Array.from({ length: 1000 }, () => bucket.take(0)).every((wait) => wait === 0)).toBe(true);
});

test("one key's flood is not another's, and the number of keys is bounded", () => {
  const map = new BucketMap(1, 1, 2);
  expect(map.take("a", 0)).toBe(0);
  expect(map.take("a", 0)).toBe(1000);
  expect(map.take("b", 0)).toBe(0);
  // A third key evicts the oldest; what was exhausted may at worst try again.
  expect(map.take("c", 0)).toBe(0);
  expect(map.take("b", 0)).toBe(1000);
});

test("ENV-4: bad frames count within one minute only", () => {
  const counter = new MinuteCounter();
  for (let i = 0; i < 9; i++) counter.add(i);
  expect(counter.add(59_000)).toBe(10);
  expect(counter.add(130_000)).toBe(1);
});
