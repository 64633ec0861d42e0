/** How a node is doing, put together for whoever watches: what was counted, and what is looked up. */
import type { Measured } from "#contract/measured.ts";
import { type Counted, type LiveCounts, uncounted } from "./live-counts.ts";
import type { Readings } from "./metrics.ts";
import { survey } from "./survey.ts";

export interface Figures {
  /** Begins to count. */
  start(): void;
  /** What was counted since the last time; to be asked once a second. Rejects never. */
  measure(): Promise<Measured>;
  /** What can be said without having counted. */
  stand(): Promise<Measured>;
  stop(): void;
}

type Options = {
  readonly node: string;
  readonly counts: LiveCounts;
  readonly readings: Pick<Readings, "links" | "slowConsumers" | "waitingMessages" | "pool">;
  /** Asks the database; it is asked now and then only. */
  readonly deadLetters: () => Promise<number>;
  readonly onError: (error: unknown) => void;
};

const deadLettersMs = 5_000;

export function createFigures({ node, counts, readings, deadLetters, onError }: Options): Figures {
  let dead: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  /** A database that is slow or away shall not hold the other figures up. */
  function ask(): void {
    if (performance.now() - askedAt < deadLettersMs) return;
    askedAt = performance.now();
    deadLetters().then((count) => {
      dead = count;
    }, onError);
  }

  async function together(counted: () => Counted): Promise<Measured> {
    ask();
    const links = await survey(readings.links());
    return {
      node,
      at: new Date().toISOString(),
      uptimeSeconds: process.uptime(),
      connections: links.counts,
      slowConsumers: readings.slowConsumers(),
      queuedBytes: links.bytes,
      ...counted(),
      database: readings.pool(),
      waitingMessages: readings.waitingMessages(),
      deadLetters: dead,
    };
  }

  return {
    start: () => counts.start(),
    measure: () => together(() => counts.look()),
    stand: () => together(() => uncounted),
    stop() {
      counts.stop();
      dead = null;
      askedAt = Number.NEGATIVE_INFINITY;
    },
  };
}
