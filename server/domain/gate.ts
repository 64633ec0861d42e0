/** So much of something at once for each key, so much waiting behind it, and a refusal for the rest. */
import { DomainError } from "./errors.ts";

const retryAfterMs = 1_000;

export type Gate = {
  /** Works at once or in its turn; throws `overloaded` where too many of the key's wait already. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
};

type Bounds = {
  readonly atOnce: number;
  readonly maxWaiting: number;
  /** What whoever is refused is told. */
  readonly busy: string;
};
type Queue = { running: number; readonly waiting: (() => void)[] };

export function createGate({ atOnce, maxWaiting, busy }: Bounds): Gate {
  const queues = new Map<string, Queue>();
  return {
    async run(key, work) {
      const queue = queues.get(key) ?? { running: 0, waiting: [] };
      queues.set(key, queue);
      if (queue.running < atOnce) queue.running += 1;
      else if (queue.waiting.length < maxWaiting) await new Promise<void>((resolve) => queue.waiting.push(resolve));
      else throw new DomainError("overloaded", busy, { retryAfterMs });
      try {
        return await work();
      } finally {
        // The turn is handed over, so that nobody slips in between.
        const next = queue.waiting.shift();
        if (next) next();
        else queue.running -= 1;
        if (queue.running === 0) queues.delete(key);
      }
    },
  };
}

/** What `LIMITS=off` puts in its place. */
export const openGate: Gate = { run: (_, work) => work() };
