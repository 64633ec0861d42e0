/** What the connection machine knows, is told and asks for, and how a person sees it. A *way* is a kind of transport, a *link* one opened instance of it. */
import type { ConnectionView } from "./public.ts";
import type { Timings } from "./timings.ts";

/** From the best to the humblest. */
export const ways = ["websocket", "sse", "polling"] as const;
export type Way = (typeof ways)[number];

export type Link = {
  readonly id: number;
  readonly way: Way;
  readonly openedAt: number;
  readonly helloAt: number | null;
  readonly late: boolean;
};
export type Ended = { readonly state: "signedOut" } | { readonly state: "stopped"; readonly reason: string };

/** `retryAt`: epoch milliseconds. */
export type Waiting = { readonly retryAt: number; readonly tries: number };

/** Why a link ended: the network, silence on an open link (CON-2), or the server's own word. */
export type Cause =
  | { readonly kind: "lost" }
  | { readonly kind: "silent" }
  | {
      readonly kind: "closing";
      readonly code: number;
      readonly reason: string;
      readonly reconnect: boolean;
      readonly afterMs?: number | undefined;
    };

export type ConnectionState = {
  readonly wanted: boolean;
  readonly online: boolean;
  readonly ended: Ended | null;
  readonly links: readonly Link[];
  /** The link in use, and the one before it, kept until `filled`. */
  readonly primary: number | null;
  readonly previous: number | null;
  readonly tries: number;
  readonly retryAt: number | null;
  readonly probing: boolean;
  /** Ways whose opening was refused; whether that is their fault, the probe tells. */
  readonly suspects: readonly Way[];
  readonly strikes: Readonly<Record<Way, number>>;
  readonly worked: Readonly<Record<Way, boolean>>;
  /** Where to begin: what worked last on this network. */
  readonly from: Way;
  readonly climbs: number;
  readonly climbAt: number | null;
  readonly nextLink: number;
};

export type Input =
  | {
      readonly type: "start";
      readonly remembered: Way | null;
      readonly online: boolean;
      /** From another tab that had the connection: how it ended, or what it was waiting for. */
      readonly ended?: Ended | null;
      readonly waiting?: Waiting | null;
    }
  | { readonly type: "stop" | "retryNow" | "online" | "offline" | "tick" }
  /** The tab came back; `slept` where the clock jumped, so that links can't be trusted. */
  | { readonly type: "woke"; readonly slept: boolean }
  | { readonly type: "hello" | "filled"; readonly link: number }
  | { readonly type: "closed"; readonly link: number; readonly cause: Cause }
  /** What `GET /me` said (AUTH-8). */
  | { readonly type: "probed"; readonly outcome: "ok" | "unauthenticated" | "unreachable" }
  /** The server asks to move to another connection without haste. */
  | { readonly type: "move"; readonly afterMs: number };

export type Effect =
  | { readonly type: "open"; readonly link: number; readonly way: Way }
  | { readonly type: "close"; readonly link: number }
  /** Commands go over this link from now on; catch up over it, then say `filled`. */
  | { readonly type: "use"; readonly link: number; readonly way: Way }
  | { readonly type: "remember"; readonly way: Way }
  | { readonly type: "probe" };

export type Step = (state: ConnectionState, input: Input, now: number) => [ConnectionState, Effect[]];

export const noStrikes = { websocket: 0, sse: 0, polling: 0 } as const;
export const initialConnection: ConnectionState = {
  wanted: false,
  online: true,
  ended: null,
  links: [],
  primary: null,
  previous: null,
  tries: 0,
  retryAt: null,
  probing: false,
  suspects: [],
  strikes: noStrikes,
  worked: { websocket: false, sse: false, polling: false },
  from: "websocket",
  climbs: 0,
  climbAt: null,
  nextLink: 1,
};

export const rank = (way: Way): number => ways.indexOf(way);

export function viewOf(state: ConnectionState): ConnectionView {
  if (state.ended) return state.ended;
  if (!state.online) return { state: "offline" };
  const primary = state.links.find((link) => link.id === state.primary);
  if (primary) return viewOfWay(primary.way);
  if (state.retryAt !== null) return { state: "reconnecting", retryAt: state.retryAt };
  return { state: "connecting" };
}

export const viewOfWay = (way: Way): ConnectionView =>
  way === "websocket" ? { state: "live" } : { state: "fallback", transport: way };

/** When the machine wants its next `tick`. */
export function nextDeadline(state: ConnectionState, timings: Timings): number | null {
  const deadlines = state.links
    .filter((link) => link.helloAt === null)
    .map((link) => link.openedAt + (link.late ? timings.giveUpMs : timings.helloMs));
  if (state.retryAt !== null) deadlines.push(state.retryAt);
  if (state.climbAt !== null) deadlines.push(state.climbAt);
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}
