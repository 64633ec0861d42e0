/** From what a browser found to what is wrong: no effects, so that each fault can be tried by itself. */
import { type Facts, openingMs, patienceMs, type RequestFacts, type SocketFacts } from "./facts.ts";

export type Finding =
  /** A WebSocket is not let through; a plain request to its address reached Parley. */
  | { readonly fault: "socketRefused" }
  /** Not even that: something else answers there, with this status (0: nothing). */
  | { readonly fault: "socketElsewhere"; readonly status: number }
  /** It opens, and then nothing arrives. */
  | { readonly fault: "socketSilent" }
  /** What the server says arrives; what we say does not, or not its answer. */
  | { readonly fault: "socketOneWay" }
  /** Events are held back until the stream ends or a buffer is full. */
  | { readonly fault: "streamBuffered" }
  /** There is no stream; 0 where there was no answer at all. */
  | { readonly fault: "streamRefused"; readonly status: number }
  /** What stands is ended after about so many seconds. */
  | { readonly fault: "cut"; readonly seconds: number }
  | { readonly fault: "requestsFail"; readonly status: number }
  | { readonly fault: "requestsSlow"; readonly ms: number }
  /** The page's address is none that the server knows: cookies do not count there. */
  | { readonly fault: "addressUnknown"; readonly publicUrl: string }
  | { readonly fault: "hostRewritten"; readonly host: string }
  | { readonly fault: "protoWrong"; readonly proto: string }
  /** A proxy passes the visitor's address on, and is not believed. */
  | { readonly fault: "proxyUntrusted"; readonly peer: string | undefined }
  /** A proxy is believed and does not say whom it speaks for. */
  | { readonly fault: "addressMissing" }
  /** The server let us go by a limit, or because it restarts: no proxy's fault. */
  | { readonly fault: "limited" };
export type Fault = Finding["fault"];

export type WayState = "checking" | "works" | "refused" | "silent" | "oneWay" | "held" | "cut" | "limited" | "fails";
/** What the chat makes of it. */
export type Outcome = "checking" | "live" | "stream" | "polling" | "nothing" | "signedOut";

const slowMs = 1_500;
const plainSocketAnswer = 426;

export function socketState(facts: Facts, { openedMs, helloMs, echoMs, endedMs, closing }: SocketFacts): WayState {
  if (closing !== null) return "limited";
  const now = endedMs ?? facts.watchedMs;
  if (openedMs === null) return endedMs !== null || now > openingMs ? "refused" : "checking";
  if (helloMs === null) return endedMs !== null || now > openedMs + patienceMs ? "silent" : "checking";
  if (echoMs === null) return endedMs !== null || now > helloMs + patienceMs ? "oneWay" : "checking";
  return endedMs === null ? "works" : "cut";
}

export function streamState(facts: Facts): WayState {
  const { status, helloMs, endedMs, closing } = facts.stream;
  if (closing !== null) return "limited";
  if (helloMs !== null) return endedMs === null ? "works" : "cut";
  if (status !== null && status !== 200) return "refused";
  if (endedMs === null && facts.watchedMs <= patienceMs) return "checking";
  // Nothing came so far. Whether it is held back, the short stream tells once it has ended.
  if (heldBack(facts)) return "held";
  if (facts.shortStream.endedMs === null && facts.watchedMs <= openingMs) return "checking";
  return "refused";
}

export function requestState({ requests, watchedMs }: Facts): WayState {
  if (requests.tookMs.length > 0) return "works";
  if (requests.status !== null && requests.status !== 200) return "fails";
  return watchedMs > openingMs ? "fails" : "checking";
}

export function outcome(facts: Facts): Outcome {
  if (facts.signedOut) return "signedOut";
  const socket = socketState(facts, facts.socketIo);
  if (socket === "works" || socket === "cut") return "live";
  const stream = streamState(facts);
  if (socket === "checking" || stream === "checking") return "checking";
  if (stream === "works" || stream === "cut") return "stream";
  const requests = requestState(facts);
  if (requests === "checking") return "checking";
  return requests === "works" ? "polling" : "nothing";
}

/** What is wrong as far as it is known by now, the worst first. None, once all was watched: all is well. */
export function judge(facts: Facts): Finding[] {
  if (facts.signedOut) return [];
  const address = ofAddress(facts);
  // From an address that it does not know the server itself refuses the rest.
  if (address.some(({ fault }) => fault === "addressUnknown")) return [...address, ...ofProxies(facts)];
  return [
    ...ofSockets(facts),
    ...ofStreams(facts),
    ...ofCuts(facts),
    ...ofRequests(facts),
    ...address,
    ...ofProxies(facts),
  ];
}

function ofSockets(facts: Facts): Finding[] {
  const states = [socketState(facts, facts.socketIo), socketState(facts, facts.webSocket)];
  if (states.includes("limited")) return [{ fault: "limited" }];
  if (states.includes("silent")) return [{ fault: "socketSilent" }];
  if (states.includes("oneWay")) return [{ fault: "socketOneWay" }];
  if (!states.includes("refused")) return [];
  const { socketPath } = facts;
  if (socketPath === null) return [];
  return socketPath === plainSocketAnswer
    ? [{ fault: "socketRefused" }]
    : [{ fault: "socketElsewhere", status: socketPath }];
}

function ofStreams(facts: Facts): Finding[] {
  const state = streamState(facts);
  if (state === "held" || heldBack(facts)) return [{ fault: "streamBuffered" }];
  return state === "refused" ? [{ fault: "streamRefused", status: facts.stream.status ?? 0 }] : [];
}

/** Whether the short stream came in one piece, at its end or when a buffer was full, instead of one by one. */
function heldBack({ shortStream: { events } }: Facts): boolean {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last || events.length < 3) return false;
  return last.arrivedMs - first.arrivedMs < (last.sentMs - first.sentMs) / 3;
}

/** A connection that was used before lived longer than we saw, so the longest is nearest to the truth. */
function ofCuts(facts: Facts): Finding[] {
  const { socketIo, webSocket, stream } = facts;
  const lives = [
    socketState(facts, socketIo) === "cut" ? socketIo.endedMs : null,
    socketState(facts, webSocket) === "cut" ? webSocket.endedMs : null,
    streamState(facts) === "cut" ? stream.endedMs : null,
  ].filter((ms) => ms !== null);
  return lives.length > 0 ? [{ fault: "cut", seconds: Math.max(1, Math.round(Math.max(...lives) / 1000)) }] : [];
}

function ofRequests(facts: Facts): Finding[] {
  const state = requestState(facts);
  if (state === "fails") return [{ fault: "requestsFail", status: facts.requests.status ?? 0 }];
  const ms = postMs(facts.requests);
  return ms !== null && ms > slowMs ? [{ fault: "requestsSlow", ms: Math.round(ms) }] : [];
}

function ofAddress({ seen, origin }: Facts): Finding[] {
  if (!seen) return [];
  const found: Finding[] = [];
  if (!seen.known) found.push({ fault: "addressUnknown", publicUrl: seen.publicUrl });
  if (hostOf(seen.host, origin) !== new URL(origin).host) found.push({ fault: "hostRewritten", host: seen.host });
  return found;
}

/** Without the port where it goes without saying, as browsers have it and some proxies don't. */
function hostOf(header: string, origin: string): string {
  const address = `${new URL(origin).protocol}//${header}`;
  return URL.canParse(address) ? new URL(address).host : header;
}

function ofProxies({ seen, origin }: Facts): Finding[] {
  if (!seen) return [];
  const { forwarded, trusted, proxied, peer } = seen;
  const found: Finding[] = [];
  const { protocol, hostname } = new URL(origin);
  if (forwarded.proto !== undefined && `${forwarded.proto}:` !== protocol)
    found.push({ fault: "protoWrong", proto: forwarded.proto });
  if (proxied && !trusted) found.push({ fault: "proxyUntrusted", peer });
  if (trusted && forwarded.for === 0 && !isLoopback(hostname)) found.push({ fault: "addressMissing" });
  return found;
}

const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$|\.localhost$/.test(host);

/**
 * How long a command by POST usually takes, milliseconds; null while there is nothing to go by. The first one may have to
 * open a connection, and competes with all that the page itself loads, so that it says nothing of the others.
 */
export function postMs({ tookMs }: RequestFacts): number | null {
  const sorted = tookMs.slice(1).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
