/** How a node is doing, put together for whoever watches: what was counted, and what is looked up. */
import type { Measured } from "#contract/measured.ts";
import { type Counted, type LiveCounts, uncounted } from "./live-counts.ts";
import type { Readings } from "./metrics.ts";
import { Occasionally } from "./occasionally.ts";
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
  const dead = new Occasionally(deadLetters, deadLettersMs, onError);

  async function together(counted: () => Counted): Promise<Measured> {
    const letters = dead.get();
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
      deadLetters: letters,
    };
  }

  return {
    start: () => counts.start(),
    measure: () => together(() => counts.look()),
    stand: () => together(() => uncounted),
    stop() {
      counts.stop();
      dead.forget();
    },
  };
}
