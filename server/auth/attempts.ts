/** How often one may try: a token bucket by key, in this node's memory. */
import { DomainError } from "#server/domain/errors.ts";
import { BucketMap } from "#server/domain/rate-limit.ts";

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

export function createAttempts({ burst, perMinute, message = wait, now = Date.now }: Rate): Attempts {
  const buckets = new BucketMap(perMinute / 60, burst);
  return {
    count(key) {
      const retryAfterMs = buckets.take(key, now());
      if (retryAfterMs > 0) throw new DomainError("rateLimited", message, { retryAfterMs });
    },
  };
}

/** What `LIMITS=off` puts in their place. */
export const unlimited: Attempts = { count() {} };
