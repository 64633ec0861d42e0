/** Who may open one more connection. A refusal is said on the open connection, so that no transport is blamed (FB-7). */
import type { Limits } from "#contract/limits.ts";
import { HeldRefusals } from "#server/domain/held-refusals.ts";
import { BucketMap } from "#server/domain/rate-limit.ts";

/** After how long someone with too many connections may try again. */
const crowdedMs = 10_000;

export class Admission {
  readonly #limits: Limits;
  readonly #addresses: BucketMap;
  readonly #users = new Map<string, number>();
  /** userId → epoch milliseconds until which they open no connection; those over go with the next one. */
  readonly #paused = new Map<string, number>();
  readonly #refusals = new HeldRefusals();

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#addresses = new BucketMap(limits.newConnectionsPerSecond, limits.newConnectionsPerSecond);
  }

  /** Before authentication, by address: 0, or milliseconds to wait. */
  arrive(address: string): number {
    return this.#addresses.take(address, Date.now());
  }

  /** Counts a user's connection: 0, or milliseconds to wait. Pair it with `leave`. */
  enter(userId: string): number {
    const count = this.#users.get(userId) ?? 0;
    if (this.#limits.connectionsPerUser !== null && count >= this.#limits.connectionsPerUser) return crowdedMs;
    this.#users.set(userId, count + 1);
    return 0;
  }

  leave(userId: string): void {
    const count = (this.#users.get(userId) ?? 1) - 1;
    if (count > 0) this.#users.set(userId, count);
    else this.#users.delete(userId);
  }

  /** Who was sent away for flooding opens nothing for so long: the next flood would cost as much as this one. */
  pause(userId: string, forMs: number): void {
    const now = Date.now();
    for (const [id, until] of this.#paused) if (until <= now) this.#paused.delete(id);
    this.#paused.set(userId, now + forMs);
  }

  /** 0, or milliseconds until a user's pause is over. */
  pauseOf(userId: string): number {
    return Math.max(0, (this.#paused.get(userId) ?? 0) - Date.now());
  }

  /** To be awaited before an opening is refused. */
  hold(): Promise<void> {
    return this.#refusals.hold();
  }
}
