/** What a browser found out about the way to its server. Times are milliseconds; null is "did not happen (yet)". */
import type { Probe } from "#contract/probe.ts";

/** One WebSocket, since it was asked for. */
export type SocketFacts = {
  readonly openedMs: number | null;
  /** When the server's first frame was here. */
  readonly helloMs: number | null;
  /** How long a frame of ours took there and its answer back. */
  readonly echoMs: number | null;
  /** When it was ended by somebody else, or found dead. */
  readonly endedMs: number | null;
  /** What the server said before it ended it by itself: a limit, a restart. */
  readonly closing: number | null;
};

/** The stream of events. */
export type StreamFacts = {
  readonly status: number | null;
  readonly helloMs: number | null;
  readonly endedMs: number | null;
  readonly closing: number | null;
};

/** A short stream that ends by itself: when the server sent each event, and when it was here. */
export type ShortStreamFacts = {
  readonly status: number | null;
  readonly events: readonly { readonly sentMs: number; readonly arrivedMs: number }[];
  readonly endedMs: number | null;
};

/** Commands by POST, one after the other. */
export type RequestFacts = {
  readonly status: number | null;
  readonly tookMs: readonly number[];
  readonly asked: number;
};

export type Facts = {
  readonly origin: string;
  /** How long everything was watched by now, and how long it will be. */
  readonly watchedMs: number;
  readonly watchMs: number;
  /** The chat's own way; and the one of programs. */
  readonly socketIo: SocketFacts;
  readonly webSocket: SocketFacts;
  /** The status of a plain request to the WebSockets' address: 426 from Parley itself; null while it is not known. */
  readonly socketPath: number | null;
  readonly stream: StreamFacts;
  readonly shortStream: ShortStreamFacts;
  readonly requests: RequestFacts;
  /** The request as it arrived at the server. */
  readonly seen: Probe | null;
  /** Whether the server said that nobody is signed in. */
  readonly signedOut: boolean;
};

/** As the chat counts (FB-1, CON-2): later than this is not at all. */
export const patienceMs = 4_000;
/** In which a connection may be opened. */
export const openingMs = 10_000;

const socket: SocketFacts = { openedMs: null, helloMs: null, echoMs: null, endedMs: null, closing: null };

export const noFacts = (origin: string, watchMs: number): Facts => ({
  origin,
  watchedMs: 0,
  watchMs,
  socketIo: socket,
  webSocket: socket,
  socketPath: null,
  stream: { status: null, helloMs: null, endedMs: null, closing: null },
  shortStream: { status: null, events: [], endedMs: null },
  requests: { status: null, tookMs: [], asked: 0 },
  seen: null,
  signedOut: false,
});
