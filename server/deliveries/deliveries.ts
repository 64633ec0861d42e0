/** Everything that is delivered to addresses outside, later and again if need be: webhooks, and what routes are told. */
import type { Pool } from "pg";
import type { Delivery, DeliveryStore } from "#server/domain/integration-ports.ts";
import type { Measures } from "#server/observability/measures.ts";
import { createAllows } from "./addresses.ts";
import { Crowd, drain, type Target } from "./drain.ts";
import { startQueue } from "./queue.ts";
import { retryDelaysMs } from "./retries.ts";

/** Shortened by tests. */
export type DeliveryTimings = { readonly retryDelaysMs: readonly number[]; readonly pollMs: number };
export const deliveryTimings: DeliveryTimings = { retryDelaysMs, pollMs: 5_000 };

type Options = {
  /** The queue's own. */
  readonly pool: Pool;
  readonly store: DeliveryStore;
  /** Private addresses that webhooks may go to, as `proxy-addr` takes them. */
  readonly allowedAddresses: readonly string[];
  /** An operator's route by its name; null where the routes file has none (any more). */
  readonly routeOf: (name: string) => Target | null;
  readonly timings?: DeliveryTimings | undefined;
  readonly measures: Pick<Measures, "tried">;
  readonly onError: (error: unknown) => void;
};

export type Deliveries = {
  /** Finds what was lost sight of; the queue does it once a minute. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
};

const webhookTimeoutMs = 10_000;
/** At most; a route's own limit may be less. */
const linesOfOneAddress = 4;
/** Waiting for one webhook; beyond, it is switched off. */
const maxWaiting = 10_000;
const maxOverdue = 500;

export function startDeliveries({ pool, store, onError, timings = deliveryTimings, ...options }: Options): Deliveries {
  const allows = createAllows(options.allowedAddresses);
  const targetOf = ({ webhook, event }: Delivery): Target | null =>
    webhook
      ? { url: webhook.url, secret: webhook.secret, timeoutMs: webhookTimeoutMs, allows }
      : options.routeOf(event);
  function mostOf(address: string): number {
    const route = /^route:(.*)$/.exec(address)?.[1];
    const concurrency = route === undefined ? undefined : options.routeOf(route)?.concurrency;
    return Math.min(linesOfOneAddress, concurrency ?? linesOfOneAddress);
  }
  const draining = {
    store,
    targetOf,
    mostOf,
    retryDelaysMs: timings.retryDelaysMs,
    crowd: new Crowd(),
    measures: options.measures,
  };

  async function sweep(): Promise<void> {
    for (const webhookId of await store.overfull(maxWaiting)) await store.disable(webhookId, "overflow");
    for (const line of await store.overdue(maxOverdue)) await store.wake(line, 0);
  }

  const queue = startQueue({
    pool,
    deliver: (line, signal) => drain(draining, line, signal),
    sweep,
    onError,
    pollMs: timings.pollMs,
  });
  return { sweep, stop: queue.stop };
}
