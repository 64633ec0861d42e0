/**
 * A browser with tabs, for tests: each tab's timers, messages, answers and locks pass through it, so that a tab can crash
 * (nothing of it happens any more, and nobody is told) or freeze (everything waits until it thaws, while its lines stand).
 */
import type { Clock } from "../clock.ts";
import type { OutboxStorage } from "../outbox-storage.ts";
import type { Browser, LockHandlers } from "../tabs/browser.ts";
import { claimedLock } from "../tabs/claims.ts";
import type { Link, OpenLink } from "../transports/transport.ts";

type Port = { readonly name: string; readonly tab: FakeTab; readonly hear: (message: unknown) => void };
type Request = { readonly name: string; readonly tab: FakeTab; readonly handlers: LockHandlers; held: boolean };

/** A crash is noticed this many milliseconds after it. */
const noticeMs = 20;

export class FakeBrowser {
  /** Milliseconds that the next message between tabs is on its way. */
  delay: () => number = () => 0;
  /** Each name's holder first, if it has one. */
  private requests: Request[] = [];
  private ports: Port[] = [];
  private readonly clock: Clock;
  private readonly hasLocks: boolean;

  constructor(clock: Clock, { locks = true } = {}) {
    this.clock = clock;
    this.hasLocks = locks;
  }

  openTab(): FakeTab {
    return new FakeTab(
      this.clock,
      (tab) => this.of(tab),
      (tab) => this.gone(tab),
    );
  }

  private of(tab: FakeTab): Browser {
    const channel: Browser["channel"] = (name, hear) => {
      const port: Port = { name, tab, hear };
      const tails = new Map<Port, number>();
      this.ports.push(port);
      return {
        post: (message) => {
          if (tab.dead || !this.ports.includes(port)) return;
          const copy = structuredClone(message);
          for (const other of this.ports) {
            if (other === port || other.name !== name) continue;
            const at = Math.max(tails.get(other) ?? 0, this.clock.now() + this.delay());
            tails.set(other, at);
            this.clock.after(at - this.clock.now(), () =>
              other.tab.run(() => this.ports.includes(other) && other.hear(structuredClone(copy))),
            );
          }
        },
        close: () => {
          this.ports = this.ports.filter((each) => each !== port);
        },
      };
    };
    return {
      channel,
      lock: (name, handlers) => {
        if (!this.hasLocks) return claimedLock({ name, handlers, open: channel, clock: tab.clock, random: () => 0.5 });
        const request: Request = { name, tab, handlers, held: false };
        this.requests.push(request);
        this.grant(name);
        return {
          steal: () => {
            if (tab.dead || request.held || !this.requests.includes(request)) return;
            const holder = this.requests.find((each) => each.name === name && each.held);
            this.requests = [request, ...this.requests.filter((each) => each !== request && each !== holder)];
            if (holder) this.rob(holder);
            this.grant(name);
          },
          pass: () => {
            if (tab.dead || !request.held) return;
            request.held = false;
            this.requests = [...this.requests.filter((each) => each !== request), request];
            this.grant(name);
          },
          leave: () => this.drop(name, (each) => each === request),
        };
      },
    };
  }

  private rob(holder: Request): void {
    holder.held = false;
    holder.tab.run(() => holder.handlers.lost());
    // At the end of the queue, it asks again.
    this.requests.push(holder);
  }

  private drop(name: string, which: (request: Request) => boolean): void {
    this.requests = this.requests.filter((each) => !which(each));
    this.grant(name);
  }

  private grant(name: string): void {
    this.clock.after(1, () => {
      const queue = this.requests.filter((each) => each.name === name);
      const next = queue[0];
      if (!next || queue.some((each) => each.held)) return;
      next.held = true;
      next.tab.run(() => this.requests.includes(next) && next.held && next.handlers.held());
    });
  }

  private gone(tab: FakeTab): void {
    this.ports = this.ports.filter((each) => each.tab !== tab);
    this.clock.after(noticeMs, () => {
      for (const { name } of this.requests.filter((each) => each.tab === tab))
        this.drop(name, (each) => each.tab === tab);
    });
  }
}

export class FakeTab {
  dead = false;
  /** What waits for a frozen tab to thaw. */
  private backlog: (() => void)[] | null = null;
  private readonly links = new Set<Link>();
  readonly clock: Clock;
  readonly browser: Browser;
  private readonly gone: (tab: FakeTab) => void;

  constructor(clock: Clock, browserOf: (tab: FakeTab) => Browser, gone: (tab: FakeTab) => void) {
    this.clock = {
      now: () => clock.now(),
      after: (ms, callback) => {
        let cancelled = false;
        const cancel = clock.after(ms, () => this.run(() => !cancelled && callback()));
        return () => {
          cancelled = true;
          cancel();
        };
      },
    };
    this.browser = browserOf(this);
    this.gone = gone;
  }

  run(task: () => void): void {
    if (this.dead) return;
    if (this.backlog) this.backlog.push(task);
    else task();
  }

  get frozen(): boolean {
    return this.backlog !== null;
  }

  kill(): void {
    this.dead = true;
    for (const link of this.links) link.close();
    this.gone(this);
  }

  freeze(): void {
    this.backlog ??= [];
  }

  thaw(): void {
    const tasks = this.backlog ?? [];
    this.backlog = null;
    for (const task of tasks) task();
  }

  link(open: OpenLink): OpenLink {
    return (handlers) => {
      const link = open({
        event: (event) => this.run(() => handlers.event(event)),
        alive: () => this.run(() => handlers.alive()),
        closed: (kind) => this.run(() => handlers.closed(kind)),
        poll: () => this.answer(() => handlers.poll()),
      });
      this.links.add(link);
      return {
        send: (command) => this.answer(() => link.send(command)),
        close: () => {
          this.links.delete(link);
          link.close();
        },
      };
    };
  }

  fetch(call: typeof fetch): typeof fetch {
    return (...request) => this.answer(() => call(...request));
  }

  storage(shared: OutboxStorage): OutboxStorage {
    return {
      all: (userId) => this.answer(() => shared.all(userId)),
      put: (userId, entry) => this.answer(() => shared.put(userId, entry)),
      remove: (userId, requestId) => this.answer(() => shared.remove(userId, requestId)),
    };
  }

  /** What a tab that is gone asks for is not carried out, and what it asked for comes too late. */
  private answer<T>(ask: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.dead) return;
      ask().then(
        (value) => this.run(() => resolve(value)),
        (error) => this.run(() => reject(error)),
      );
    });
  }
}
