/** Who may open one more connection. A refusal is said on the open connection, so that no transport is blamed (FB-7). */
import type { Limits } from "#contract/limits.ts";
import { networkOf } from "#server/auth/network.ts";
import { HeldRefusals } from "#server/domain/held-refusals.ts";
import { BucketMap, MinuteCounter } from "#server/domain/rate-limit.ts";

/** After how long someone with too many connections may try again: drawn anew, as those who come together would stay together. */
const crowdedMs = { shortest: 5_000, longest: 15_000 };

/** Who floods is away for so long, and for twice as long each time that they do it again within `rememberedMs`. */
const pauseMs = { first: 5_000, longest: 60_000 };
const rememberedMs = 10 * 60_000;

export class Admission {
  readonly #limits: Limits;
  readonly #addresses: BucketMap;
  readonly #users = new Map<string, number>();
  /** userId → their last pause, and when it is over, in epoch milliseconds. What is forgotten goes with the next one. */
  readonly #pauses = new Map<string, { readonly ms: number; readonly until: number }>();
  readonly #refusals = new HeldRefusals();
  /** userId → commands of theirs that were refused, on all their connections; kept while they have any. */
  readonly #refused = new Map<string, MinuteCounter>();

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#addresses = new BucketMap(limits.newConnectionsPerSecond, limits.newConnectionsPerSecond);
  }

  /** Before authentication, by address: 0, or milliseconds to wait. */
  arrive(address: string): number {
    return this.#addresses.take(networkOf(address), Date.now());
  }

  /** Whether a user's next connection would be one too many: 0, or milliseconds to wait. */
  crowded(userId: string): number {
    const { connectionsPerUser } = this.#limits;
    if (connectionsPerUser === null || (this.#users.get(userId) ?? 0) < connectionsPerUser) return 0;
    return Math.round(crowdedMs.shortest + Math.random() * (crowdedMs.longest - crowdedMs.shortest));
  }

  /** Counts a user's connection: 0, or milliseconds to wait. Pair it with `leave`. */
  enter(userId: string): number {
    const waitMs = this.crowded(userId);
    if (waitMs === 0) this.#users.set(userId, (this.#users.get(userId) ?? 0) + 1);
    return waitMs;
  }

  leave(userId: string): void {
    const count = (this.#users.get(userId) ?? 1) - 1;
    if (count > 0) this.#users.set(userId, count);
    else {
      this.#users.delete(userId);
      this.#refused.delete(userId);
    }
  }

  /** Counts a refused command of a user who is connected; how many there were in the last minute, this one included. */
  refused(userId: string): number {
    const counter = this.#refused.get(userId) ?? new MinuteCounter();
    if (this.#users.has(userId)) this.#refused.set(userId, counter);
    return counter.add(Date.now());
  }

  /**
   * Who is sent away for flooding opens nothing for so many milliseconds: their next flood would cost others as much as
   * this one. What their other connections do meanwhile belongs to the same flood.
   */
  pause(userId: string): number {
    const left = this.pauseOf(userId);
    if (left > 0) return left;
    const now = Date.now();
    for (const [id, { until }] of this.#pauses) if (until + rememberedMs <= now) this.#pauses.delete(id);
    const last = this.#pauses.get(userId);
    const ms = last ? Math.min(2 * last.ms, pauseMs.longest) : pauseMs.first;
    this.#pauses.set(userId, { ms, until: now + ms });
    return ms;
  }

  /** 0, or milliseconds until a user's pause is over. */
  pauseOf(userId: string): number {
    return Math.max(0, (this.#pauses.get(userId)?.until ?? 0) - Date.now());
  }

  /** To be awaited before an opening is refused. */
  hold(): Promise<void> {
    return this.#refusals.hold();
  }
}
