/** What the three raw clients have in common: as little as possible between a test and the wire. */

import type { Reply } from "#contract/envelope.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Closing, DurableEnvelope, EventEnvelope, Hello, PlainEvent, PlainPayload } from "#contract/events.ts";

export type OpenOptions = {
  readonly token?: string;
  readonly ticket?: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type SendOptions = { readonly roomId?: string; readonly requestId?: string };

export type Closed = {
  /** WebSocket's close code; the others have none. */
  readonly code?: number;
  /** What the server said before. */
  readonly closing?: Closing;
};

export interface Client {
  /** Every envelope that was received, in order: events, and replies that came as frames. */
  readonly frames: readonly unknown[];
  /** The events among them, as the contract reads them. */
  readonly events: readonly EventEnvelope[];
  /** The payload of the first frame; throws where that was another one. */
  readonly hello: Hello;
  /** Sends a command, with a new requestId unless told otherwise. */
  command(action: string, payload?: unknown, options?: SendOptions): Promise<Reply>;
  /** Sends a frame as it is. On Socket.IO, a text that is no JSON is sent as a string. */
  sendRaw(text: string): Promise<Reply>;
  /** The first durable event, received already or soon, of which this is true. */
  change(where: (event: DurableEnvelope) => boolean): Promise<DurableEnvelope>;
  /** The first event of this name, received already or soon, of whose payload this is true. */
  notice<E extends PlainEvent>(event: E, where?: (payload: PlainPayload<E>) => boolean): Promise<PlainPayload<E>>;
  /** Stops reading from the network. */
  pause(): void;
  resume(): void;
  /** Resolves when the connection has ended, from whichever side. */
  readonly closed: Promise<Closed>;
  close(): Promise<void>;
}

/** Where a node is, or what stands in front of it: without a slash at its end. */
export type At = { readonly url: string };

/** Opens a connection; resolves with its first frame. Rejects with `Refused` where the opening is answered by an error. */
export type Open = (node: At, options: OpenOptions) => Promise<Client>;

export class Refused extends Error {
  readonly code: ErrorCode | undefined;
  /** Where the transport has one. */
  readonly status: number | undefined;

  constructor(code: ErrorCode | undefined, status?: number) {
    super(`refused: ${status ?? ""} ${code}`);
    this.code = code;
    this.status = status;
  }
}
