/**
 * What the parts of a node tell of their work, for whoever counts it. Telling is cheap and never throws; it names no
 * person and no room, and every word is one of a few.
 */
import type { CloseCode } from "#contract/close-codes.ts";
import type { Action } from "#contract/commands.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Tracing } from "./tracing.ts";

export type Carrier = "socket.io" | "websocket" | "sse";
/** By our own close code; else the client said goodbye, or was gone without a word. */
export type Ending = CloseCode | "left" | "lost";

/** Why changes were read from the database in place of being delivered live. */
export type CatchUpReason = "sync" | "resume" | "slowConsumer" | "gap";
export type CatchUpResult = "current" | "caughtUp" | "reset" | "later";

export type Addressee = "webhook" | "route";
export type TryResult = "arrived" | "failed" | "dead";

/** Of a change of a room, in epoch milliseconds: when its command came in and when it was published, where that is known. */
export type Travelled = {
  readonly publishedMs?: number | undefined;
  readonly cause?: { readonly receivedMs: number; readonly traceparent?: string | undefined } | undefined;
};

export interface Measures {
  connected(transport: Carrier): void;
  disconnected(transport: Carrier, ending: Ending): void;
  /** A command was answered; "other" is any action that is not ours. */
  answered(action: Action | "other", result: ErrorCode | "ok", seconds: number): void;
  /** A command came again with the key of one that was carried out (ENV-5). */
  repeated(): void;
  /** A batch of messages, or one other change of a room, was committed. */
  committed(kind: "messages" | "change", seconds: number): void;
  /** So many messages went into one commit. */
  batched(messages: number): void;
  /** A change was handed to so many connections of this node; the last of them just now. */
  delivered(connections: number, travelled: Travelled): void;
  caughtUp(reason: CatchUpReason, result: CatchUpResult): void;
  /** A connection reads too slowly to be queued for. */
  slowed(): void;
  /** Something was posted to a service outside, or was not, and will be tried again or is a dead letter. */
  tried(to: Addressee, result: TryResult): void;
}

/** The same, with what becomes of a delivered change told to its trace, too. */
export const tracedMeasures = (measures: Measures, { delivered }: Pick<Tracing, "delivered">): Measures => ({
  ...measures,
  delivered(connections, travelled) {
    measures.delivered(connections, travelled);
    const { publishedMs, cause } = travelled;
    if (cause?.traceparent && publishedMs !== undefined) delivered(cause.traceparent, connections, publishedMs);
  },
});

const nothing = () => {};

/** Where nobody counts. */
export const unmeasured: Measures = {
  connected: nothing,
  disconnected: nothing,
  answered: nothing,
  repeated: nothing,
  committed: nothing,
  batched: nothing,
  delivered: nothing,
  caughtUp: nothing,
  slowed: nothing,
  tried: nothing,
};
