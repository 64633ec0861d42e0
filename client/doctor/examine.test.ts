import { afterEach, expect, test, vi } from "vitest";
import { examine } from "./examine.ts";
import type { Facts } from "./facts.ts";

afterEach(() => vi.unstubAllGlobals());

/** Never opens, as behind a firewall that drops what it does not know. */
class SilentSocket {
  static readonly OPEN = 1;
  readonly readyState = 0;
  close() {}
}

test("a check whose timer goes off a little early ends all the same: nobody waits for ever", async () => {
  const watchMs = 40;
  let clock = 0;
  vi.stubGlobal("window", { location: { origin: "http://localhost" } });
  vi.stubGlobal("WebSocket", SilentSocket);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  // However long it takes, this clock is one millisecond short at the end.
  vi.stubGlobal("performance", { now: () => Math.min(clock++, watchMs - 1) });
  const told: Facts[] = [];
  await examine({ watchMs, tell: (facts) => told.push(facts), signal: new AbortController().signal });
  expect(told.at(-1)?.watchedMs).toBe(watchMs);
});
