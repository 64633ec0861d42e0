/**
 * Refusals that are told about a second later, so that whoever comes back at once is refused once a second on each line, and not
 * as often as the wire allows.
 */
import { BucketMap } from "./rate-limit.ts";

/**
 * Shorter than a client waits for the first word of a connection (4 s). Drawn anew each time: lines that were refused
 * together would come back together, and everybody else would wait behind them.
 */
const heldMs = { shortest: 500, longest: 1_500 };
/** Held at once; what is beyond is told at once. */
const mostHeld = 1_000;
/** Within a minute so many refusals of one person are told at once. */
const prompt = 20;

export class HeldRefusals {
  readonly #prompt = new BucketMap(prompt / 60, prompt);
  #held = 0;

  /** To be awaited before a refusal is told. */
  async hold(): Promise<void> {
    if (this.#held >= mostHeld) return;
    this.#held += 1;
    const ms = heldMs.shortest + Math.random() * (heldMs.longest - heldMs.shortest);
    await new Promise((resolve) => setTimeout(resolve, ms).unref());
    this.#held -= 1;
  }

  /** The same for a refusal of this person, once there were many of them. */
  async holdIfOften(userId: string): Promise<void> {
    if (this.#prompt.take(userId, Date.now()) > 0) await this.hold();
  }
}
