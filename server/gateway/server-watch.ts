/** Tells owners who watch, once a second, how the node is doing (`watchServer`); while nobody does, nothing is counted. */
import { type Measured, watchMs } from "#contract/measured.ts";
import type { Figures } from "#server/observability/figures.ts";
import type { Connection } from "./connection.ts";
import { plainFrame } from "./frame.ts";

const tellMs = 1_000;

type Options = { readonly figures: Figures; readonly onError: (error: unknown) => void };

export class ServerWatch {
  /** Until when each is told, by `performance.now()`; at most as many as owners have connections. */
  readonly #leases = new Map<Connection, number>();
  readonly #figures: Figures;
  readonly #onError: (error: unknown) => void;
  /** Until when it counts, also for who asks by POST again and again. */
  #until = 0;
  #timer: NodeJS.Timeout | undefined;
  #last: Measured | null = null;

  constructor({ figures, onError }: Options) {
    this.#figures = figures;
    this.#onError = onError;
  }

  /** From now on for a while, or longer than before; what is known at once. */
  async watch(connection: Connection | undefined): Promise<{ leaseMs: number; measured: Measured }> {
    this.#until = performance.now() + watchMs;
    if (connection && !connection.closed) this.#leases.set(connection, this.#until);
    this.#start();
    // Before the first second has passed nothing was counted: what stands is told all the same.
    return { leaseMs: connection ? watchMs : 0, measured: this.#last ?? (await this.#figures.stand()) };
  }

  /** Whether it counts now. */
  get running(): boolean {
    return this.#timer !== undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#last = null;
    this.#leases.clear();
    this.#figures.stop();
  }

  #start(): void {
    if (this.#timer) return;
    this.#figures.start();
    // One that takes longer than a second is waited for.
    let telling = false;
    this.#timer = setInterval(() => {
      if (telling) return;
      telling = true;
      this.#tell()
        .catch(this.#onError)
        .finally(() => {
          telling = false;
        });
    }, tellMs).unref();
  }

  async #tell(): Promise<void> {
    const now = performance.now();
    // Who is no owner any more hears no more.
    for (const [connection, until] of this.#leases)
      if (connection.closed || until <= now || connection.actor.role !== "owner") this.#leases.delete(connection);
    if (this.#until <= now) return this.stop();
    const measured = await this.#figures.measure();
    if (!this.#timer) return;
    this.#last = measured;
    if (this.#leases.size === 0) return;
    const frame = plainFrame("server.measured", measured);
    for (const connection of this.#leases.keys()) connection.sendEphemeral(frame);
  }
}
