/** Who may open one more connection. A refusal is said on the open connection, so that no transport is blamed (FB-7). */
import type { Limits } from "#contract/limits.ts";
import { BucketMap } from "#server/domain/rate-limit.ts";

/** After how long someone with too many connections may try again. */
const crowdedMs = 10_000;

export class Admission {
  readonly #limits: Limits;
  readonly #addresses: BucketMap;
  readonly #users = new Map<string, number>();

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
}
