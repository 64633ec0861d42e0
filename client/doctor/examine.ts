/** The connection check: everything that the chat does to reach its server, from this very browser, and how it went. */
import { type Probe, probeSchema } from "#contract/probe.ts";
import { newId } from "../new-id.ts";
import { type Facts, noFacts, openingMs } from "./facts.ts";
import { openSocket, speeches } from "./open-socket.ts";
import { watchShortStream, watchStream } from "./open-stream.ts";

type Options = {
  /** How long connections are watched, milliseconds: as long as a proxy may take to cut them. */
  readonly watchMs: number;
  /** Called at every change, and once a second. */
  readonly tell: (facts: Facts) => void;
  /** Ends it at once, and everything that it opened. */
  readonly signal: AbortSignal;
};

/** How often a command is sent by POST: the first one is not judged by (postMs). */
const posts = 4;

/** Resolves with all that is known when the time is over. */
export async function examine({ watchMs, tell, signal }: Options): Promise<Facts> {
  const started = performance.now();
  const { origin } = window.location;
  let facts = noFacts(origin, watchMs);
  let over = false;
  const note = (more: Partial<Facts>) => {
    if (signal.aborted) return;
    // Browsers' timers may go off a little early: the end is told as the end, whatever the clock says.
    const watchedMs = over ? watchMs : Math.min(watchMs, Math.round(performance.now() - started));
    facts = { ...facts, ...more, watchedMs };
    tell(facts);
  };
  const ending = new AbortController();
  const stop = () => ending.abort();
  signal.addEventListener("abort", stop);
  const sockets = [
    openSocket(speeches.socketIo, (socketIo) => note({ socketIo })),
    openSocket(speeches.plain, (webSocket) => note({ webSocket })),
  ];
  const ticking = setInterval(() => note({}), 1_000);
  try {
    void watchStream((stream) => note({ stream }), ending.signal);
    void watchShortStream((shortStream) => note({ shortStream }), ending.signal);
    void ask(origin, ending.signal).then(note);
    void post((requests) => note({ requests }), ending.signal);
    await until(started + watchMs, signal);
    await Promise.all(sockets.map((socket) => socket.askAgain()));
    over = true;
    note({});
    return facts;
  } finally {
    clearInterval(ticking);
    signal.removeEventListener("abort", stop);
    stop();
    for (const socket of sockets) socket.close();
  }
}

/** How a request of ours arrives at the server, and who answers where the WebSockets live. */
async function ask(origin: string, signal: AbortSignal): Promise<Partial<Facts>> {
  const [seen, path] = await Promise.all([
    request(`/api/v1/probe?origin=${encodeURIComponent(origin)}`, { signal }),
    request("/ws/chat", { signal }),
  ]);
  return { seen: probeIn(seen.text), socketPath: path.status, signedOut: seen.status === 401 };
}

async function post(tell: (requests: Facts["requests"]) => void, signal: AbortSignal): Promise<void> {
  const tookMs: number[] = [];
  for (let asked = 1; asked <= posts && !signal.aborted; asked++) {
    const requestId = newId();
    const at = performance.now();
    const { status, text } = await request("/api/v1/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ v: 1, action: "ping", requestId }),
      signal,
    });
    // Anything else than the reply is somebody else's answer.
    if (status === 200 && text.includes(requestId)) tookMs.push(performance.now() - at);
    tell({ status, tookMs: [...tookMs], asked });
  }
}

/** 0 where there was no answer in time. */
async function request(path: string, init: RequestInit & { signal: AbortSignal }) {
  const late = new AbortController();
  const giveUp = () => late.abort();
  const timer = setTimeout(giveUp, openingMs);
  init.signal.addEventListener("abort", giveUp);
  try {
    const response = await fetch(path, { ...init, cache: "no-store", redirect: "manual", signal: late.signal });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: "" };
  } finally {
    clearTimeout(timer);
    init.signal.removeEventListener("abort", giveUp);
  }
}

function probeIn(text: string): Probe | null {
  try {
    const probe = probeSchema.safeParse(JSON.parse(text));
    return probe.success ? probe.data : null;
  } catch {
    return null;
  }
}

function until(at: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, at - performance.now());
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
