/** More than the minute after which many proxies cut what takes long. */
const usualSeconds = 65;

/** How long to watch, by the address: `/doctor?seconds=300` for a proxy that cuts after minutes. Milliseconds. */
export function watchMsOf(asked: string | string[] | undefined): number {
  const seconds = Number(asked);
  return 1_000 * (Number.isInteger(seconds) && seconds >= 5 && seconds <= 900 ? seconds : usualSeconds);
}
