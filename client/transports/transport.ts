/** The port that the three ways implement. */
import type { CommandEnvelope, Reply } from "#contract/envelope.ts";
import type { EventEnvelope } from "#contract/events.ts";

export type LinkHandlers = {
  /** Every event in the order received; the first one is `hello`. */
  event(event: EventEnvelope): void;
  /** Any sign of life. */
  alive(): void;
  /** At most once, and never after `close()`. */
  closed(kind: "lost" | "silent"): void;
  /** A way that can't be told asks instead; resolves to whether there was something new. */
  poll(): Promise<boolean>;
};

export interface Link {
  /** Rejects with `LinkLost` where it stays open whether the command took effect. */
  send(command: CommandEnvelope): Promise<Reply>;
  close(): void;
}

/** Opens at once; what goes wrong is told by `closed`. */
export type OpenLink = (handlers: LinkHandlers) => Link;

/** No reply will come over this link: the same command, with the same `requestId`, may be sent over the next one. */
export class LinkLost extends Error {
  constructor(message = "The connection was lost.", options?: ErrorOptions) {
    super(message, options);
    this.name = "LinkLost";
  }
}
