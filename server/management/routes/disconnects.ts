/** What `$disconnect` is told goes to the queue in batches, so that thousands who leave at once are a few statements. */
import type { DeliveryStore, Telling } from "#server/domain/integration-ports.ts";

/** In one statement, and while the database is away. */
const maxBatch = 500;
const maxBuffered = 50_000;
/** Waiting for the endpoint; beyond, one is a dead letter at once. */
const maxWaiting = 50_000;
const againMs = 1_000;
const stopTries = 3;

export class Disconnects {
  readonly #store: Pick<DeliveryStore, "tell">;
  readonly #onError: (error: unknown) => void;
  #buffer: Telling[] = [];
  #flushing: Promise<void> | undefined;
  #stopping = false;

  constructor(store: Pick<DeliveryStore, "tell">, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  tell(telling: Telling): void {
    if (this.#buffer.length >= maxBuffered) {
      this.#onError(new Error("The database is away for so long that a $disconnect is lost."));
      return;
    }
    this.#buffer.push(telling);
    this.#flushing ??= this.#flush();
  }

  /** What was told so far is in the queue, or cannot get there. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    // Whoever leaves in this turn of the event loop goes with it.
    await new Promise((resolve) => setImmediate(resolve));
    let failures = 0;
    while (this.#buffer.length > 0) {
      const batch = this.#buffer.slice(0, maxBatch);
      try {
        await this.#store.tell(batch, maxWaiting);
        this.#buffer = this.#buffer.slice(batch.length);
        failures = 0;
      } catch (error) {
        this.#onError(error);
        failures += 1;
        if (this.#stopping && failures >= stopTries) break;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
    // In the very step that found the buffer empty: whoever leaves in the next one begins another round.
    this.#flushing = undefined;
  }
}
