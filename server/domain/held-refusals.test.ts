import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HeldRefusals } from "./held-refusals.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function isHeld(work: Promise<void>): Promise<boolean> {
  let done = false;
  void work.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  const held = !done;
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(true);
  return held;
}

test("a refusal is kept back for a second, but never more than a thousand of them", async () => {
  const refusals = new HeldRefusals();
  expect(await isHeld(refusals.hold())).toBe(true);
  const crowd = Array.from({ length: 1_000 }, () => refusals.hold());
  await refusals.hold();
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(crowd);
  expect(await isHeld(refusals.hold())).toBe(true);
});

test("who is refused now and then is told at once, who is refused all the time a second later", async () => {
  const refusals = new HeldRefusals();
  for (let n = 0; n < 20; n++) await refusals.holdIfOften("anna");
  expect(await isHeld(refusals.holdIfOften("anna"))).toBe(true);
  await refusals.holdIfOften("bo");
});

test("lines that were refused together are not told together", async () => {
  const refusals = new HeldRefusals();
  const told: number[] = [];
  vi.mocked(Math.random).mockReturnValueOnce(0).mockReturnValueOnce(0.999);
  for (const line of [1, 2]) void refusals.hold().then(() => told.push(line));
  await vi.advanceTimersByTimeAsync(501);
  expect(told).toEqual([1]);
  await vi.advanceTimersByTimeAsync(999);
  expect(told).toEqual([1, 2]);
});
