/** A token bucket: `burst` at once, then `perSecond`. A null rate is no limit. */
export class TokenBucket {
  readonly #perSecond: number | null;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number | null, burst: number | null, now: number) {
    this.#perSecond = perSecond;
    this.#burst = burst ?? 0;
    this.#tokens = this.#burst;
    this.#at = now;
  }

  /** Takes one token: 0, or how many milliseconds to wait for the next. */
  take(now: number): number {
    if (this.#perSecond === null) return 0;
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1000));
  }
}

/** Buckets by key (a user, an address), at most `maxKeys`: beyond, the one that was not used for longest is forgotten. */
export class BucketMap {
  readonly #make: (now: number) => TokenBucket;
  readonly #maxKeys: number;
  // A Map keeps the order of insertion: the first key is the least recently used.
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(perSecond: number | null, burst: number | null, maxKeys = 20_000) {
    this.#make = (now) => new TokenBucket(perSecond, burst, now);
    this.#maxKeys = maxKeys;
  }

  /** Takes one token of the key's: 0, or milliseconds to wait. */
  take(key: string, now: number): number {
    const bucket = this.#buckets.get(key) ?? this.#make(now);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const oldest = this.#buckets.keys().next();
    if (this.#buckets.size > this.#maxKeys && !oldest.done) this.#buckets.delete(oldest.value);
    return bucket.take(now);
  }
}

/** Counts within a sliding minute; used for bad frames and refusals. */
export class MinuteCounter {
  readonly #times: number[] = [];

  /** Counts one more; how many there were in the last minute, this one included. */
  add(now: number): number {
    this.#times.push(now);
    while (this.#times[0] !== undefined && now - this.#times[0] > 60_000) this.#times.shift();
    if (this.#times.length > 1000) this.#times.shift();
    return this.#times.length;
  }
}
