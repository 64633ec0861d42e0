import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultLimits } from "#contract/limits.ts";
import { Admission } from "./admission.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("who flooded opens nothing until the pause is over, and nobody else waits for it", () => {
  const admission = new Admission(defaultLimits);
  expect(admission.pause("anna")).toBe(5_000);
  expect(admission.pauseOf("bo")).toBe(0);
  vi.advanceTimersByTime(4_000);
  expect(admission.pauseOf("anna")).toBe(1_000);
  // Another connection of the same flood.
  expect(admission.pause("anna")).toBe(1_000);
  vi.advanceTimersByTime(1_000);
  expect(admission.pauseOf("anna")).toBe(0);
});

test("what is refused is counted for a user, whichever of their connections it came over", () => {
  const admission = new Admission(defaultLimits);
  admission.enter("anna");
  admission.enter("anna");
  for (let n = 1; n <= 200; n++) expect(admission.refused("anna")).toBe(n);
  expect(admission.refused("bo")).toBe(1);
  admission.leave("anna");
  expect(admission.refused("anna")).toBe(201);
  vi.advanceTimersByTime(60_001);
  expect(admission.refused("anna")).toBe(1);
});

test("who floods again and again waits for longer, a minute at most; after ten quiet minutes that is forgotten", () => {
  const admission = new Admission(defaultLimits);
  const pauses = Array.from({ length: 6 }, () => {
    const ms = admission.pause("anna");
    vi.advanceTimersByTime(ms);
    return ms / 1000;
  });
  expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
  vi.advanceTimersByTime(10 * 60_000);
  expect(admission.pause("bo")).toBe(5_000);
  expect(admission.pause("anna")).toBe(5_000);
});

test("a whole IPv6 network arrives as one, as one machine has all of its addresses", () => {
  const admission = new Admission(defaultLimits);
  const addresses = Array.from({ length: 100 }, (_, n) => `2001:db8:1:2::${n.toString(16)}`);
  expect(addresses.filter((address) => admission.arrive(address) === 0)).toHaveLength(30);
  expect(admission.arrive("2001:db8:1:3::1")).toBe(0);
  expect(admission.arrive("192.0.2.7")).toBe(0);
});

test("who has too many connections comes back at a time of their own", () => {
  const admission = new Admission({ ...defaultLimits, connectionsPerUser: 1 });
  expect(admission.crowded("anna")).toBe(0);
  expect(admission.enter("anna")).toBe(0);
  const waits = new Set(Array.from({ length: 50 }, () => admission.enter("anna")));
  expect(waits.size).toBeGreaterThan(10);
  for (const wait of waits) {
    expect(wait).toBeGreaterThanOrEqual(5_000);
    expect(wait).toBeLessThanOrEqual(15_000);
  }
  admission.leave("anna");
  expect(admission.enter("anna")).toBe(0);
});
