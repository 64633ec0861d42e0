/** How much one person may read at once, so that nobody takes every connection of the database. */
import { DomainError } from "./errors.ts";

/** A quarter of the pool; a browser opens about as many requests to one host. */
const atOnce = 5;
/** Behind those: what twenty tabs ask for when they come back together. */
const maxWaiting = 64;
const retryAfterMs = 1_000;

export type ReadGate = {
  /** Reads at once or in its turn; throws `overloaded` where too many of the person's readings wait already. */
  run<T>(userId: string, read: () => Promise<T>): Promise<T>;
};

type Queue = { running: number; readonly waiting: (() => void)[] };

export function createReadGate(): ReadGate {
  const queues = new Map<string, Queue>();
  return {
    async run(userId, read) {
      const queue = queues.get(userId) ?? { running: 0, waiting: [] };
      queues.set(userId, queue);
      if (queue.running < atOnce) queue.running += 1;
      else if (queue.waiting.length < maxWaiting) await new Promise<void>((resolve) => queue.waiting.push(resolve));
      else
        throw new DomainError("overloaded", "Too much is being read at once. Try again in a moment.", { retryAfterMs });
      try {
        return await read();
      } finally {
        // The turn is handed over, so that nobody slips in between.
        const next = queue.waiting.shift();
        if (next) next();
        else queue.running -= 1;
        if (queue.running === 0) queues.delete(userId);
      }
    },
  };
}

/** What `LIMITS=off` puts in its place. */
export const openGate: ReadGate = { run: (_, read) => read() };
