/** Counts what a node does from one look to the next, while somebody looks: for the owner's console, not for Prometheus. */
import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import type { Measured, Quantiles } from "#contract/measured.ts";
import type { Measures } from "./measures.ts";
import { preciseNow } from "./precise-time.ts";

export type Counted = Pick<
  Measured,
  | "seconds"
  | "connects"
  | "disconnects"
  | "commands"
  | "messages"
  | "deliveries"
  | "sendToDeliver"
  | "sendToDeliver10"
  | "eventLoopLag"
>;

/** How often the event loop is asked how late it is. */
const sampleMs = 20;
/** Looks that the longer quantiles go back. */
const longer = 10;

export class LiveCounts {
  #running: Running | null = null;

  start(): void {
    this.#running ??= new Running();
  }

  stop(): void {
    this.#running?.stop();
    this.#running = null;
  }

  /** What was counted since the last look, or since the start, and counts anew. Nothing, where it does not run. */
  look(): Counted {
    return this.#running?.look() ?? uncounted;
  }

  /** The same, told here, too; while nobody looks that costs next to nothing. */
  listening(measures: Measures): Measures {
    return {
      ...measures,
      connected: (transport) => {
        measures.connected(transport);
        if (this.#running) this.#running.tally.connects += 1;
      },
      disconnected: (transport, ending) => {
        measures.disconnected(transport, ending);
        if (this.#running) add(this.#running.tally.disconnects, String(ending));
      },
      answered: (action, result, seconds) => {
        measures.answered(action, result, seconds);
        if (this.#running) add(this.#running.tally.commands, result);
      },
      batched: (messages) => {
        measures.batched(messages);
        if (this.#running) this.#running.tally.messages += messages;
      },
      delivered: (connections, travelled) => {
        measures.delivered(connections, travelled);
        if (!this.#running) return;
        this.#running.tally.deliveries += connections;
        if (travelled.cause) this.#running.took(preciseNow() - travelled.cause.receivedMs);
      },
    };
  }
}

type Tally = { -readonly [K in "connects" | "disconnects" | "commands" | "messages" | "deliveries"]: Counted[K] };
const emptyTally = (): Tally => ({ connects: 0, disconnects: {}, commands: {}, messages: 0, deliveries: 0 });
/** Where nobody looked so far. */
export const uncounted: Counted = {
  seconds: 0,
  ...emptyTally(),
  sendToDeliver: null,
  sendToDeliver10: null,
  eventLoopLag: null,
};

class Running {
  tally = emptyTally();
  #since = performance.now();
  #travelling = microseconds();
  readonly #earlier: RecordableHistogram[] = [];
  readonly #lag = microseconds();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    let due = performance.now() + sampleMs;
    this.#timer = setInterval(() => {
      const now = performance.now();
      // Timers keep to whole milliseconds, and may be called a little before the next one.
      record(this.#lag, now - due);
      due = now + sampleMs;
    }, sampleMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  took(ms: number): void {
    record(this.#travelling, ms);
  }

  look(): Counted {
    const now = performance.now();
    const seconds = (now - this.#since) / 1000;
    this.#since = now;
    const { tally } = this;
    this.tally = emptyTally();
    const last = this.#travelling;
    this.#travelling = microseconds();
    if (this.#earlier.push(last) > longer) this.#earlier.shift();
    const together = microseconds();
    for (const one of this.#earlier) together.add(one);
    const eventLoopLag =
      this.#lag.count === 0 ? null : { p50: this.#lag.percentile(50) / 1000, max: this.#lag.max / 1000 };
    this.#lag.reset();
    return { seconds, ...tally, sendToDeliver: quantiles(last), sendToDeliver10: quantiles(together), eventLoopLag };
  }
}

/** Two digits of up to ten minutes, in a few kilobytes however much is recorded. */
const microseconds = () => createHistogram({ lowest: 1, highest: 600_000_000, figures: 2 });

/** The clocks of two nodes may differ a little; nothing takes less than a microsecond. */
const record = (histogram: RecordableHistogram, ms: number): void =>
  histogram.record(Math.min(600_000_000, Math.max(1, Math.round(ms * 1000))));

function quantiles(histogram: RecordableHistogram): Quantiles | null {
  const at = (percentile: number) => histogram.percentile(percentile) / 1000;
  return histogram.count === 0 ? null : { count: histogram.count, p50: at(50), p95: at(95), p99: at(99) };
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
