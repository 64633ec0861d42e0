/** The port that the three transports implement: one connection's way out. What comes in goes to the gateway's entry. */
import type { CloseCode } from "#contract/close-codes.ts";
import type { Encoded } from "./frame.ts";

export type TransportKind = "socket.io" | "websocket" | "sse";

export interface Link {
  readonly kind: TransportKind;
  /** Queues one frame; never throws, and after a close does nothing. */
  send(frame: Encoded): void;
  /** Bytes queued here and not yet taken by the operating system. */
  bufferedBytes(): number;
  /** Ends the connection once what was queued is written, or after `graceMs`. `closing` was sent already. */
  close(code: CloseCode, reason: string): void;
}

/** CON-2: how often each side is heard from, in milliseconds. */
export type Heartbeats = { readonly socketMs: number; readonly sseMs: number };

/** Where a connection comes from. */
export type Origin = { readonly address: string; readonly userAgent: string };

/**
 * How long a closing connection may take to write what is queued. Until then what it still sends has to be read, so who
 * floods gets less.
 */
export const graceMs = (code: CloseCode): number => (code === 4429 ? 500 : 2_000);
