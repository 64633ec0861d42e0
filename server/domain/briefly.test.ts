import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { briefly } from "./briefly.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a burst shares one question, and a second later it is asked anew", async () => {
  let asked = 0;
  const ask = briefly(async () => ++asked);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  await vi.advanceTimersByTimeAsync(900);
  expect(await ask()).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(await ask()).toBe(2);
});

test("neither a failure nor an answer that may change at once is told again", async () => {
  const answers = [() => Promise.reject(new Error("away")), async () => null, async () => "there"];
  const ask = briefly(
    () => answers.shift()?.() ?? Promise.reject(new Error("asked too often")),
    (answer) => answer !== null,
  );
  await expect(ask()).rejects.toThrow("away");
  expect(await ask()).toBeNull();
  expect([await ask(), await ask()]).toEqual(["there", "there"]);
});
