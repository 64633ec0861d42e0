/** Time as the client uses it: injected, so that a test owns it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once; what it returns cancels. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    // Longer delays than 2^31 − 1 ms fire at once.
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), 0x7fffffff));
    return () => clearTimeout(timer);
  },
};

export const sleep = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
