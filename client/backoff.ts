import type { Timings } from "./timings.ts";

/**
 * Milliseconds to wait before try `n` (from 0): full jitter, `random(0, min(max, base · 2^n))` (FB-5; Marc Brooker,
 * "Exponential Backoff And Jitter", AWS 2015): after an outage, clients come back spread out, not in waves.
 */
export function backoff(
  n: number,
  random: () => number,
  timings: Pick<Timings, "backoffBaseMs" | "backoffMaxMs">,
): number {
  return random() * Math.min(timings.backoffMaxMs, timings.backoffBaseMs * 2 ** Math.min(n, 30));
}
