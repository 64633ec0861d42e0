/** When a delivery that failed is tried again. */
const minute = 60_000;
const hour = 60 * minute;

/** After the first try, the second … : eight tries within eighteen hours. */
export const retryDelaysMs: readonly number[] = [5_000, minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour];

/** Milliseconds, up to a fifth more or less than planned, so that what failed together does not come back together; null after the last try. */
export function retryAfter(
  tries: number,
  delays: readonly number[],
  random: () => number = Math.random,
): number | null {
  const planned = delays[tries - 1];
  return planned === undefined ? null : Math.round(planned * (0.8 + 0.4 * random()));
}
