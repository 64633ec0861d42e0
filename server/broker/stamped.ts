import type { Broker } from "#server/domain/ports.ts";
import { preciseNow } from "#server/observability/precise-time.ts";

/** Notes on each change of a room when it was published, so that whoever delivers it knows how long it was on its way. */
export const stamped = (broker: Broker): Broker => ({
  publish: (message) => broker.publish(message.kind === "room" ? { ...message, publishedMs: preciseNow() } : message),
  subscribe: (listener) => broker.subscribe(listener),
  close: () => broker.close(),
});
