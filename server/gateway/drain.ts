/**
 * How a node takes leave: every client is told by when to go, spread so that the nodes that take them in are not overrun,
 * and is closed with 1012 if it is still here a little later. What it asked for meanwhile is finished first.
 */
import type { Connection } from "./connection.ts";
import { plainFrame } from "./frame.ts";

/** Clients that are sent away within a second, where time allows: at 200, two cores had no time left for messages. */
const perSecond = 100;
/** How long a client has to open its next connection, which may take 4 s (CON-1), and to catch up there. */
const moveMs = 5_000;
const lookMs = 50;
/** Who had nowhere to go comes back within this span, longer where they are many. */
const returnSpreadMs = 1_000;
const returnsPerSecond = 200;
/** How long the proxies in front may take to see that this node is not ready: whoever moves before is led back here. */
const noticeMs = 3_000;

/** What it needs of the gateway. */
export type Leaving = {
  /** From now on nobody new comes in. */
  closing: boolean;
  readonly connections: ReadonlyMap<string, Connection>;
  /** The people who tried to move and were led back here: for them there is nothing to wait for. */
  readonly cameBack: ReadonlySet<string>;
};

export type DrainOptions = {
  /** Within which every connection is closed. */
  readonly maxMs: number;
  /** Ends the waiting: whoever is still here stays connected, for the stop that follows. */
  readonly signal: AbortSignal;
};

/** When the last of so many clients is sent, and how long each may take. Together at most `maxMs`. */
export function planDrain(connections: number, maxMs: number): { spreadMs: number; graceMs: number } {
  const graceMs = Math.min(moveMs, maxMs / 2);
  return { graceMs, spreadMs: Math.min(maxMs - graceMs, (connections / perSecond) * 1000) };
}

/** Resolves once nobody is connected, or when the signal comes. */
export async function drain(gateway: Leaving, { maxMs, signal }: DrainOptions): Promise<void> {
  gateway.closing = true;
  const leaving = [...gateway.connections.values()];
  const { spreadMs, graceMs } = planDrain(leaving.length, maxMs);
  const startedAt = Date.now();
  const dueAt = new Map<Connection, number>();
  // The first to come need not be the first to go: people of one office came together.
  const places = shuffled(leaving.length);
  for (const [index, connection] of leaving.entries()) {
    const afterMs = Math.round(((places[index] ?? 0) / leaving.length) * spreadMs);
    dueAt.set(connection, startedAt + afterMs + graceMs);
    connection.send(plainFrame("reconnect", { afterMs }));
  }

  const backMs = Math.max(returnSpreadMs, (leaving.length / returnsPerSecond) * 1000);
  let closed = 0;
  let ledBack = 0;
  while (gateway.connections.size > 0 && !signal.aborted) {
    const now = Date.now();
    const last = now - startedAt >= maxMs;
    const moved = leaving.length - closed - gateway.connections.size;
    // There is no other node: the sooner this one ends, the sooner everyone is back.
    const nowhere = now - startedAt >= noticeMs && ledBack > 4 * moved;
    for (const connection of gateway.connections.values()) {
      const back = gateway.cameBack.has(connection.actor.id);
      const due = nowhere || back || now >= (dueAt.get(connection) ?? 0);
      if (!last && (!due || connection.inFlight > 0)) continue;
      connection.close(1012, Math.round(Math.random() * backMs));
      closed += 1;
      if (back) ledBack += 1;
    }
    if (gateway.connections.size > 0) await pause(lookMs, signal);
  }
}

/** Shorter where the signal comes. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}

/** The numbers below `count`, in any order. */
function shuffled(count: number): number[] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [numbers[i], numbers[j]] = [numbers[j] ?? 0, numbers[i] ?? 0];
  }
  return numbers;
}
