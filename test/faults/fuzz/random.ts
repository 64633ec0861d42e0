/** Randomness that can be had again: the same seed gives the same numbers. */

export type Random = {
  /** 0 up to, but not including, `below`. */
  int(below: number): number;
  /** True once in so many times. */
  once(inSo: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes(length: number): Buffer;
  /** Another one, for what runs beside this one. */
  fork(): Random;
};

/** Mulberry32, by Tommy Ettinger (public domain): fast, and random enough to break things. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (below: number) => next() % below;
  return {
    int,
    once: (inSo) => int(inSo) === 0,
    pick(from) {
      const one = from[int(from.length)];
      if (one === undefined) throw new Error("There is nothing to pick from.");
      return one;
    },
    bytes(length) {
      const bytes = Buffer.allocUnsafe(length);
      for (let at = 0; at < length; at++) bytes[at] = next() & 0xff;
      return bytes;
    },
    fork: () => seeded(next()),
  };
}
