/** One line's turn: its head is tried, then the next, in their order, until one has to wait (GW-3). */
import type { Try } from "#contract/integrations.ts";
import type { Delivery, DeliveryStore } from "#server/domain/integration-ports.ts";
import type { Measures } from "#server/observability/measures.ts";
import type { Allows } from "./addresses.ts";
import { type Answer, PostFailed, post } from "./post.ts";
import { retryAfter } from "./retries.ts";
import { signedHeaders } from "./signed.ts";

/** Where a delivery goes. */
export type Target = {
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
  readonly allows?: Allows;
  /** Calls at once, of one node. */
  readonly concurrency?: number;
};

export type DrainOptions = {
  readonly store: DeliveryStore;
  /** Null where this node knows no such address. */
  readonly targetOf: (delivery: Delivery) => Target | null;
  readonly retryDelaysMs: readonly number[];
  readonly crowd: Crowd;
  /** How many lines of an address (`webhook:<id>`, `route:<name>`) this node tries at once. */
  readonly mostOf: (address: string) => number;
  readonly measures: Pick<Measures, "tried">;
};

/** In one turn, so that a long line does not keep the others waiting. */
const maxPerTurn = 50;
/** Longer than any try: a node that died holds up its line for so long. */
const leaseMs = 30_000;
const maxAnswerBytes = 1_000;
const firstTurnMs = 500;
const turnMs = 50;

/** Which of one address's lines are tried at once on this node: a slow one must not have all hands. */
export class Crowd {
  readonly #busy = new Map<string, number>();
  /** Until when turns were given away to those who found it full: they come back one by one. */
  readonly #booked = new Map<string, number>();

  /** False where as many as `most` are there already; else pair it with `leave`. */
  enter(name: string, most: number): boolean {
    const count = this.#busy.get(name) ?? 0;
    if (count >= most) return false;
    this.#busy.set(name, count + 1);
    return true;
  }

  /** For one who found it full: milliseconds to wait. */
  book(name: string, now = Date.now()): number {
    const at = Math.max(now + firstTurnMs, (this.#booked.get(name) ?? 0) + turnMs);
    this.#booked.set(name, at);
    return at - now;
  }

  leave(name: string): void {
    const count = (this.#busy.get(name) ?? 1) - 1;
    if (count > 0) this.#busy.set(name, count);
    else {
      this.#busy.delete(name);
      this.#booked.delete(name);
    }
  }
}

/** Resolves when nothing of the line can be done now; whatever waits was given its time with the queue. */
export async function drain(options: DrainOptions, line: string, signal: AbortSignal): Promise<void> {
  const { store, crowd, mostOf } = options;
  // `webhook:<id>:<room>` or `route:<name>:<connection>`: the first two name the address.
  const address = line.split(":", 2).join(":");
  if (!crowd.enter(address, mostOf(address))) return store.wake(line, crowd.book(address));
  try {
    for (let turn = 0; turn < maxPerTurn && !signal.aborted; turn++) {
      const next = await store.next(line, leaseMs);
      if (next.kind === "none" || next.kind === "busy") return;
      if (next.kind === "later") return await store.wake(line, next.inMs);
      await tryOnce(options, next.delivery, next.lease, signal);
    }
    await store.wake(line, 0);
  } finally {
    crowd.leave(address);
  }
}

async function tryOnce(
  { store, targetOf, retryDelaysMs, measures }: DrainOptions,
  delivery: Delivery,
  lease: string,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = Date.now();
  const target = targetOf(delivery);
  const outcome = target ? await send(target, delivery, signal) : noTarget;
  if (outcome === "aborted") return store.release(delivery.id, lease);
  const addressee = delivery.webhook ? "webhook" : "route";
  if (outcome === "arrived") {
    await store.arrived(delivery.id, lease);
    return measures.tried(addressee, "arrived");
  }
  const failure: Try = { at: new Date(startedAt).toISOString(), ms: Date.now() - startedAt, ...outcome };
  const retryMs = outcome.status === 410 ? null : retryAfter(delivery.tries, retryDelaysMs);
  await store.failed(delivery.id, lease, failure, retryMs === null ? "dead" : { retryMs });
  measures.tried(addressee, retryMs === null ? "dead" : "failed");
  if (outcome.status === 410 && delivery.webhook) await store.disable(delivery.webhook.id, "gone");
}

type Failure = { readonly error: string; readonly status?: number };
/** Another node may know it, whose routes file is newer. */
const noTarget: Failure = { error: "The routes file of this node has no such route." };

async function send(target: Target, delivery: Delivery, signal: AbortSignal): Promise<"arrived" | "aborted" | Failure> {
  const body = JSON.stringify(delivery.payload);
  try {
    const { url, timeoutMs, allows } = target;
    const headers = signedHeaders(target.secret, `msg_${delivery.id}`, body);
    const answer = await post({
      url,
      body,
      headers,
      timeoutMs,
      maxAnswerBytes,
      cut: true,
      signal,
      ...(allows && { allows }),
    });
    return answer.status >= 200 && answer.status < 300 ? "arrived" : refusal(answer);
  } catch (error) {
    if (!(error instanceof PostFailed)) throw error;
    return error.kind === "aborted" ? "aborted" : { error: plain(error.message) };
  }
}

function refusal({ status, text }: Answer): Failure {
  const said = plain(text);
  return { status, error: said === "" ? `It answered ${status}.` : `It answered ${status}: ${said}` };
}

/** What others said, as one short line that can be kept: PostgreSQL's JSON takes neither NUL nor half a character. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 500)
    .replace(/[\uD800-\uDBFF]$/, "");
