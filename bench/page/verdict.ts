/** What was measured beside what it should be: a line each, and whether all targets were met. */
import { print } from "../report.ts";

export type Figures = {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
};

export function figuresOf(values: readonly number[]): Figures {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

export const inWords = ({ p50, p95, p99, max }: Figures): string =>
  `p50 ${ms(p50)}   p95 ${ms(p95)}   p99 ${ms(p99)}   longest ${ms(max)}`;

export type Verdict = {
  heading(text: string): void;
  line(text: string): void;
  /** `value` is to be at most `target`, both in the unit that `show` gives them. */
  target(name: string, value: number, target: number, show?: (value: number) => string): void;
  missed(): number;
};

export function createVerdict(): Verdict {
  let missed = 0;
  return {
    heading: (text) => print(`\n${text}`),
    line: (text) => print(`  ${text}`),
    target(name, value, target, show = ms) {
      // What could not be measured is missed, too.
      const met = value <= target;
      if (!met) missed += 1;
      print(`  ${met ? "met   " : "MISSED"} ${name}: ${show(value)}, at most ${show(target)}`);
    },
    missed: () => missed,
  };
}
