import type { Clock } from "../clock.ts";

export interface FakeClock extends Clock {
  /** Moves on, running what is due in order and letting promises settle in between. */
  advance(ms: number): Promise<void>;
}

/** Runs everything that promises have ready; nothing here waits for real time. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function fakeClock(start = Date.parse("2026-01-01T00:00:00Z")): FakeClock {
  let now = start;
  let timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + Math.max(0, ms), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    async advance(ms) {
      const until = now + ms;
      for (;;) {
        await settled();
        const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.callback();
      }
      now = until;
    },
  };
}
