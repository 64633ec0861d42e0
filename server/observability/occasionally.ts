/** What costs a query, asked anew now and then only, while somebody wants to know it. */
import { setTimeout } from "node:timers/promises";

export class Occasionally<T> {
  readonly #ask: () => Promise<T>;
  readonly #everyMs: number;
  readonly #onError: (error: unknown) => void;
  #latest: T | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> = Promise.resolve();

  constructor(ask: () => Promise<T>, everyMs: number, onError: (error: unknown) => void) {
    this.#ask = ask;
    this.#everyMs = everyMs;
    this.#onError = onError;
  }

  /** The latest answer, null before the first one. It is waited for by nobody: what is slow or away shall not hold up the rest. */
  get(): T | null {
    this.#askAgain();
    return this.#latest;
  }

  /** The same, but of a new answer where it is there within so many milliseconds. Never rejects. */
  async within(patienceMs: number): Promise<T | null> {
    this.#askAgain();
    const waiting = new AbortController();
    const patience = setTimeout(patienceMs, undefined, { signal: waiting.signal }).catch(() => {});
    await Promise.race([this.#asking, patience]);
    waiting.abort();
    return this.#latest;
  }

  /** As if nobody had asked yet. */
  forget(): void {
    this.#latest = null;
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  #askAgain(): void {
    if (performance.now() - this.#askedAt < this.#everyMs) return;
    this.#askedAt = performance.now();
    this.#asking = this.#ask().then((answer) => {
      this.#latest = answer;
    }, this.#onError);
  }
}
