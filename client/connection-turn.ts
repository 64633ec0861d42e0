/** What one step of the connection machine can do: open and close links, hold failures against ways, wait, end. */
import { backoff } from "./backoff.ts";
import {
  type ConnectionState,
  type Effect,
  type Ended,
  type Link,
  noStrikes,
  rank,
  type Way,
  ways,
} from "./connection-state.ts";
import type { Timings } from "./timings.ts";

/** So many strikes that a way is not tried again before a climb. */
export const out = 2;

/** One step under way: `state` is replaced, never changed in place. */
export class Turn {
  state: ConnectionState;
  readonly effects: Effect[] = [];
  protected readonly now: number;
  protected readonly timings: Timings;
  protected readonly random: () => number;

  constructor(state: ConnectionState, now: number, timings: Timings, random: () => number) {
    this.state = state;
    this.now = now;
    this.timings = timings;
    this.random = random;
  }

  protected set(patch: Partial<ConnectionState>): void {
    this.state = { ...this.state, ...patch };
  }

  protected get opening(): readonly Link[] {
    return this.state.links.filter((link) => link.helloAt === null);
  }

  protected get primary(): Link | undefined {
    return this.state.links.find((link) => link.id === this.state.primary);
  }

  /** From scratch, by the best way that is not known to fail. */
  protected begin(): void {
    this.closeAll();
    if (!this.state.wanted || this.state.ended || !this.state.online) return;
    this.open(this.firstUp() ?? this.forgive());
  }

  /** Every way failed, so the fault was none of theirs. */
  protected forgive(): Way {
    this.set({ strikes: noStrikes, from: "websocket" });
    return "websocket";
  }

  protected firstUp(below = -1): Way | undefined {
    return ways.find((way) => rank(way) >= rank(this.state.from) && rank(way) > below && this.isUp(way));
  }

  /** A way that worked before may stumble once (a server that just came up); one that never did may not. */
  protected isUp(way: Way): boolean {
    return this.state.strikes[way] < (this.state.worked[way] ? out : 1);
  }

  protected strike(way: Way, weight: number): void {
    this.set({ strikes: { ...this.state.strikes, [way]: this.state.strikes[way] + weight } });
  }

  protected open(way: Way): void {
    const id = this.state.nextLink;
    this.set({
      nextLink: id + 1,
      retryAt: null,
      links: [...this.state.links, { id, way, openedAt: this.now, helloAt: null, late: false }],
    });
    this.effects.push({ type: "open", link: id, way });
  }

  protected close(link: Link): void {
    this.forget(link.id);
    this.effects.push({ type: "close", link: link.id });
  }

  protected forget(id: number): void {
    this.set({ links: this.state.links.filter((link) => link.id !== id) });
  }

  protected closeAll(): void {
    for (const link of this.state.links) this.close(link);
    this.set({ primary: null, previous: null, retryAt: null, climbAt: null, probing: false, suspects: [] });
  }

  protected wait(afterMs?: number): void {
    this.closeAll();
    this.set({
      retryAt: this.now + (afterMs ?? backoff(this.state.tries, this.random, this.timings)),
      tries: this.state.tries + 1,
    });
  }

  protected end(ended: Ended): void {
    this.closeAll();
    this.set({ ended });
  }
}
