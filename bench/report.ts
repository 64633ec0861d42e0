/** Figures for people: a line each. */
export type Measured = { readonly name: string; readonly seconds: number; readonly latencies: readonly number[] };

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

export const perSecond = ({ latencies, seconds }: Measured): number => latencies.length / seconds;

/** The value below which this share of them lies; 0 where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

export function report(measured: Measured): void {
  const at = (share: number) => `${quantile(measured.latencies, share).toFixed(1)} ms`;
  const rate = Math.round(perSecond(measured)).toLocaleString("en");
  print(`${measured.name}: ${rate} messages/s   p50 ${at(0.5)}   p95 ${at(0.95)}   p99 ${at(0.99)}`);
}
