/** Slow readers: what was not queued for them is read from the database once their buffer drains. */
import type { Limits } from "#contract/limits.ts";
import type { GatewayReads } from "#server/domain/ports.ts";
import type { Measures } from "#server/observability/measures.ts";
import type { Connection, Subscription } from "./connection.ts";
import { durableFrame, plainFrame } from "./frame.ts";
import { rebuilt } from "./range.ts";

const lookMs = 100;
/** How long a failed read waits before it is tried again. */
const retryMs = 1_000;

export class CatchUp {
  readonly #lagging = new Set<Connection>();
  readonly #working = new Set<Connection>();
  readonly #reads: GatewayReads;
  readonly #limits: Limits;
  readonly #onError: (error: unknown) => void;
  readonly #measures: Measures;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    reads: GatewayReads;
    limits: Limits;
    onError: (error: unknown) => void;
    measures: Measures;
  }) {
    this.#measures = options.measures;
    this.#reads = options.reads;
    this.#limits = options.limits;
    this.#onError = options.onError;
  }

  /** How many are watched. */
  get size(): number {
    return this.#lagging.size;
  }

  /** Watches a connection until it has everything or is closed. */
  watch(connection: Connection): void {
    if (!this.#lagging.has(connection)) this.#measures.slowed();
    this.#lagging.add(connection);
    this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
    // A hole without a full buffer (too much was held while opening) can be made good at once.
    if (this.#drained(connection)) void this.#help(connection);
  }

  #look(): void {
    for (const connection of this.#lagging) {
      if (connection.closed) this.#lagging.delete(connection);
      else if (this.#tooSlow(connection)) connection.close(4420);
      else if (this.#drained(connection)) void this.#help(connection);
    }
    if (this.#lagging.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #drained(connection: Connection): boolean {
    return connection.link.bufferedBytes() < this.#limits.lagBytes / 2;
  }

  #tooSlow(connection: Connection): boolean {
    const since = [...connection.subscriptions.values()].map((one) => one.laggingSince).filter((at) => at !== null);
    return since.length > 0 && Date.now() - Math.min(...since) > this.#limits.maxLagMs;
  }

  async #help(connection: Connection): Promise<void> {
    if (this.#working.has(connection)) return;
    this.#working.add(connection);
    try {
      for (const subscription of [...connection.subscriptions.values()]) {
        while (subscription.laggingSince !== null && !connection.closed && this.#drained(connection))
          await this.#fill(connection, subscription);
      }
      if (![...connection.subscriptions.values()].some((one) => one.laggingSince !== null))
        this.#lagging.delete(connection);
    } catch (error) {
      this.#onError(error);
      await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
    } finally {
      this.#working.delete(connection);
    }
  }

  async #fill(connection: Connection, subscription: Subscription): Promise<void> {
    const { roomId } = subscription.place;
    const cursor = subscription.cursor ?? 0;
    const entry = await this.#reads.catchUp(connection.actor.id, roomId, cursor);
    if (connection.subscriptions.get(roomId) !== subscription) return;
    if (!entry) {
      // No member any more: the leaving itself is on its way.
      subscription.laggingSince = null;
      return;
    }
    this.#measures.caughtUp("slowConsumer", entry.status);
    if (entry.status === "reset")
      connection.send(plainFrame("room.reset", { roomId, head: entry.head }, { roomId, id: entry.head }));
    else if (entry.head > cursor)
      connection.send(durableFrame(rebuilt(roomId, cursor, entry.head, entry.payload ?? {})));
    subscription.cursor = Math.max(cursor, entry.head);
    if (subscription.missed <= subscription.cursor) subscription.laggingSince = null;
  }
}
