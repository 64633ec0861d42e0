import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultLimits } from "#contract/limits.ts";
import { Admission } from "./admission.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("who flooded opens nothing until the pause is over, and nobody else waits for it", () => {
  const admission = new Admission(defaultLimits);
  admission.pause("anna", 5_000);
  expect(admission.pauseOf("bo")).toBe(0);
  vi.advanceTimersByTime(4_000);
  expect(admission.pauseOf("anna")).toBe(1_000);
  vi.advanceTimersByTime(1_000);
  expect(admission.pauseOf("anna")).toBe(0);
});
