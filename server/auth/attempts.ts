/** How often one may try: a token bucket by key, in this node's memory, of a bounded number of keys. */
import { DomainError } from "#server/domain/errors.ts";

export type Attempts = {
  /** Counts a try; throws `rateLimited` with the time to wait where there were too many. */
  count(key: string): void;
};

type Rate = {
  readonly burst: number;
  readonly perMinute: number;
  /** What whoever was too fast is told. */
  readonly message?: string;
  readonly now?: () => number;
};

const wait = "Too many tries. Wait a minute, then try again.";

/** Beyond this many keys the one that was not used for longest is forgotten. */
const maxKeys = 20_000;

export function createAttempts({ burst, perMinute, message = wait, now = Date.now }: Rate): Attempts {
  // A Map keeps the order of insertion: the first key is the least recently used.
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    count(key) {
      const at = now();
      const bucket = buckets.get(key);
      const left = bucket ? Math.min(burst, bucket.left + ((at - bucket.at) * perMinute) / 60_000) : burst;
      buckets.delete(key);
      buckets.set(key, { left: left >= 1 ? left - 1 : left, at });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= maxKeys) break;
        buckets.delete(oldest);
      }
      if (left < 1) {
        const retryAfterMs = Math.ceil(((1 - left) * 60_000) / perMinute);
        throw new DomainError("rateLimited", message, { retryAfterMs });
      }
    },
  };
}

/** What `LIMITS=off` puts in their place. */
export const unlimited: Attempts = { count() {} };
