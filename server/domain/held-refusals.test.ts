import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HeldRefusals } from "./held-refusals.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
