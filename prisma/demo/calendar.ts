/** When people talk: on weekdays, in office hours, over the last four weeks. */
import type { Random } from "./random.ts";

const dayMs = 24 * 60 * 60 * 1000;
const days = 28;

/** The moment of the demo's beginning. */
export const beginning = (now: Date): Date => new Date(startOfDay(now) - days * dayMs);

/** So many moments, in order, the last ones shortly before `now`. */
export function moments(count: number, now: Date, random: Random): Date[] {
  const found: number[] = [];
  while (found.length < count) {
    const day = new Date(startOfDay(now) - random.whole(0, days - 1) * dayMs);
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (weekend && random.next() < 0.9) continue;
    const at = day.getTime() + random.whole(7.5 * 3600, 17.5 * 3600) * 1000;
    if (at < now.getTime() - 60 * 60 * 1000) found.push(at);
  }
  return found.sort((a, b) => a - b).map((at) => new Date(at));
}

const startOfDay = (at: Date): number => Math.floor(at.getTime() / dayMs) * dayMs;
