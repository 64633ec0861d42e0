import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("when a day ends, what says Today is told once, by one timer; nobody asks, none runs", async () => {
  vi.useFakeTimers({ now: new Date(2026, 2, 27, 23, 59, 30) });
  vi.stubGlobal("document", new EventTarget());
  const { today } = await import("./today.ts");
  const told: number[] = [];
  const before = today.get();
  const forget = [1, 2].map(() => today.subscribe(() => told.push(today.get())));
  vi.advanceTimersByTime(20_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(20_000);
  expect(told).toEqual([before + 1, before + 1]);
  expect(vi.getTimerCount()).toBe(1);

  // Asleep over some nights, one of which is an hour short: no timer ran.
  vi.setSystemTime(new Date(2026, 2, 30, 8));
  document.dispatchEvent(new Event("visibilitychange"));
  expect(today.get()).toBe(before + 3);
  vi.advanceTimersByTime(15.9 * 3_600_000);
  expect(today.get()).toBe(before + 3);
  vi.advanceTimersByTime(0.2 * 3_600_000);
  expect(today.get()).toBe(before + 4);
  for (const each of forget) each();
  expect(vi.getTimerCount()).toBe(0);
});
