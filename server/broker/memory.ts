/** The broker of one node: what is published is heard at once, in order, by everyone in this process. */
import type { Broker, BrokerMessage } from "#server/domain/ports.ts";

/** `failed` hears what a listener threw: one bad listener must not keep the others from hearing. */
export function createMemoryBroker(failed: (error: unknown) => void = () => {}): Broker {
  const listeners = new Set<(message: BrokerMessage) => void>();
  const queue: BrokerMessage[] = [];
  let delivering = false;

  // A listener may publish in turn: the queue keeps everyone's order the order of publishing.
  const deliver = () => {
    if (delivering) return;
    delivering = true;
    for (let message = queue.shift(); message; message = queue.shift()) {
      for (const listener of [...listeners]) {
        try {
          listener(message);
        } catch (error) {
          failed(error);
        }
      }
    }
    delivering = false;
  };

  return {
    publish(message) {
      queue.push(message);
      deliver();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
