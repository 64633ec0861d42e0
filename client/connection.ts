/**
 * Which way leads to the server, as a pure machine: `step(state, input, now) → [state, effects]` (FB-1, FB-4, FB-5, FB-7,
 * AUTH-8). Whoever runs it carries out the effects and comes back with `tick` at `nextDeadline`.
 */
import { closeTable, isCloseCode } from "#contract/close-codes.ts";
import { type Cause, type Input, type Link, noStrikes, rank, type Step, type Way, ways } from "./connection-state.ts";
import { out, Turn } from "./connection-turn.ts";
import type { Timings } from "./timings.ts";

export function connectionMachine(timings: Timings, random: () => number): Step {
  return (state, input, now) => {
    const turn = new Decision(state, now, timings, random);
    turn.take(input);
    return [turn.state, turn.effects];
  };
}

/** What each input leads to. */
class Decision extends Turn {
  take(input: Input): void {
    switch (input.type) {
      case "start":
        if (this.state.wanted && !this.state.ended) return;
        this.set({
          wanted: true,
          online: input.online,
          ended: input.ended ?? null,
          tries: input.waiting?.tries ?? 0,
          from: input.remembered ?? "websocket",
          strikes: noStrikes,
          climbs: 0,
        });
        return input.waiting ? this.set({ retryAt: input.waiting.retryAt }) : this.begin();
      case "stop":
        this.closeAll();
        return this.set({ wanted: false });
      case "retryNow":
        if (!this.state.wanted || this.state.primary !== null) return;
        this.set({ ended: null, tries: 0 });
        return this.begin();
      case "online":
        // Perhaps another network: what was learnt about ways on the old one does not count.
        if (this.state.online) return;
        this.set({ online: true, tries: 0, strikes: noStrikes });
        return this.begin();
      case "offline":
        this.closeAll();
        return this.set({ online: false });
      case "woke":
        if (!input.slept && (this.state.primary !== null || this.state.retryAt === null)) return;
        this.set({ tries: 0 });
        return this.begin();
      case "tick":
        return this.tick();
      case "hello":
        return this.hello(input.link);
      case "filled":
        return this.filled(input.link);
      case "closed":
        return this.closed(input.link, input.cause);
      case "probed":
        return this.probed(input.outcome);
      case "move":
        return this.set({ climbAt: this.now + input.afterMs });
    }
  }

  private tick(): void {
    if (this.state.retryAt !== null && this.now >= this.state.retryAt) return this.begin();
    for (const link of this.opening) {
      if (!link.late && this.now >= link.openedAt + this.timings.helloMs) this.late(link);
      else if (link.late && this.now >= link.openedAt + this.timings.giveUpMs) this.giveUp(link);
    }
    if (this.state.climbAt !== null && this.now >= this.state.climbAt) this.climb();
  }

  /** FB-1: a WebSocket goes on beside the next way; FB-3: any other way has failed. */
  private late(link: Link): void {
    if (link.way !== "websocket") return this.giveUp(link);
    this.set({ links: this.state.links.map((each) => (each.id === link.id ? { ...each, late: true } : each)) });
    this.descend();
  }

  private giveUp(link: Link): void {
    this.close(link);
    if (!this.primary) this.strike(link.way, out);
    this.descend(rank(link.way));
  }

  /** Opens the next way down, unless a fresh one is under way. `below`: the rank of what just failed. */
  private descend(below = -1): void {
    if (this.opening.some((link) => !link.late)) return;
    const lowest = Math.max(below, ...this.opening.map((link) => rank(link.way)));
    const primary = this.primary;
    if (primary) {
      // Climbing: only what is better than what we have.
      const next = ways.find((way) => rank(way) > lowest && rank(way) < rank(primary.way));
      if (next) this.open(next);
      else if (this.opening.length === 0) this.scheduleClimb();
      return;
    }
    const next = this.opening.length === 0 ? this.firstUp() : this.firstUp(lowest);
    if (next) this.open(next);
    else if (this.opening.length === 0) this.probe();
  }

  private probe(): void {
    if (this.state.probing) return;
    this.set({ probing: true });
    this.effects.push({ type: "probe" });
  }

  private probed(outcome: "ok" | "unauthenticated" | "unreachable"): void {
    if (!this.state.probing) return;
    const suspects = this.state.suspects;
    this.set({ probing: false, suspects: [] });
    if (outcome === "unauthenticated") return this.end({ state: "signedOut" });
    // No server, no lesson about ways.
    if (outcome === "unreachable") return this.wait();
    for (const way of suspects) this.strike(way, 1);
    const lowest = Math.max(-1, ...this.opening.map((link) => rank(link.way)));
    const next = this.firstUp(lowest);
    if (next) return this.open(next);
    if (this.opening.length > 0) return;
    this.forgive();
    this.wait();
  }

  private hello(id: number): void {
    const link = this.state.links.find((each) => each.id === id);
    if (!link || link.helloAt !== null) return;
    for (const other of this.opening) if (other.id !== id) this.close(other);
    this.set({
      links: this.state.links.map((each) => (each.id === id ? { ...each, helloAt: this.now } : each)),
      worked: { ...this.state.worked, [link.way]: true },
      previous: this.state.primary,
      primary: id,
      from: link.way,
      retryAt: null,
      probing: false,
      suspects: [],
    });
    this.effects.push({ type: "use", link: id, way: link.way }, { type: "remember", way: link.way });
    if (link.way === "websocket")
      this.set({ climbs: 0, climbAt: null, strikes: { ...this.state.strikes, sse: 0, polling: 0 } });
    else this.scheduleClimb();
  }

  /** Only now, with the new link caught up, nothing can be missed when the old one goes. */
  private filled(id: number): void {
    const previous = this.state.links.find((link) => link.id === this.state.previous);
    if (id !== this.state.primary || !previous) return;
    this.close(previous);
    this.set({ previous: null });
  }

  private scheduleClimb(): void {
    if (this.primary?.way === "websocket") return;
    const delay = Math.min(this.timings.climbMaxMs, this.timings.climbBaseMs * 2 ** Math.min(this.state.climbs, 30));
    this.set({ climbAt: this.now + delay, climbs: this.state.climbs + 1 });
  }

  private climb(): void {
    this.set({ climbAt: null });
    if (this.primary && this.opening.length === 0 && this.state.previous === null) this.open("websocket");
  }

  private closed(id: number, cause: Cause): void {
    const link = this.state.links.find((each) => each.id === id);
    if (!link) return;
    this.forget(id);
    if (id === this.state.previous) return this.set({ previous: null });
    if (cause.kind === "closing") return this.dismissed(link.way, cause);
    if (id === this.state.primary) return this.lost(link, cause);
    if (this.primary) return this.descend(rank(link.way));
    this.set({ suspects: [...this.state.suspects, link.way] });
    // AUTH-8: a page can't see why it was refused, so it asks.
    if (!this.opening.some((other) => !other.late)) this.probe();
  }

  private lost(link: Link, cause: Cause): void {
    const stable = link.helloAt !== null && this.now - link.helloAt >= this.timings.stableMs;
    if (cause.kind === "silent") this.strike(link.way, out);
    else if (stable) this.set({ tries: 0, strikes: { ...this.state.strikes, [link.way]: 0 } });
    else this.strike(link.way, 1);
    const previous = this.state.links.find((each) => each.id === this.state.previous);
    if (previous) {
      this.set({ primary: previous.id, previous: null, from: previous.way });
      this.effects.push({ type: "use", link: previous.id, way: previous.way });
      return this.scheduleClimb();
    }
    this.set({ primary: null });
    if (cause.kind === "silent") return this.begin();
    this.wait();
  }

  /** FB-7: the server's own word never counts against a way. */
  private dismissed(way: Way, cause: Cause & { kind: "closing" }): void {
    const rule = isCloseCode(cause.code) ? closeTable[cause.code].reconnect : cause.reconnect ? "now" : "never";
    if (rule === "afterSignIn") return this.end({ state: "signedOut" });
    if (rule === "never") return this.end({ state: "stopped", reason: cause.reason });
    if (this.primary) return this.descend(rank(way));
    this.wait(cause.afterMs);
  }
}
