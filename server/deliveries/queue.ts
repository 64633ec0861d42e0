/** The queue's clock (graphile-worker, ADR 11): says on which node and when a line is looked at. */
import { setTimeout } from "node:timers/promises";
import { Logger, makeWorkerUtils, type Runner, run } from "graphile-worker";
import type { Pool } from "pg";

export type QueueOptions = {
  readonly pool: Pool;
  /** One line's turn. */
  readonly deliver: (line: string, signal: AbortSignal) => Promise<void>;
  /** Once a minute, on one of the nodes. */
  readonly sweep: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** How often it looks for what was put off; what is new it hears of at once. */
  readonly pollMs: number;
};

/** Lines under way at once on a node. */
const atOnce = 8;
const restartMs = 5_000;
/** After this long, a stop gives up the tries under way. */
const stopPatienceMs = 1_000;

/** Starts by itself, again where the database was away. */
export function startQueue(options: QueueOptions): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const running = keepRunning(options, stopped.signal);
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

async function keepRunning(options: QueueOptions, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    try {
      await tidy(options.pool);
      const runner = await start(options);
      const end = () => void runner.stop().catch(options.onError);
      if (stopped.aborted) end();
      stopped.addEventListener("abort", end, { once: true });
      await runner.promise.finally(() => stopped.removeEventListener("abort", end));
    } catch (error) {
      options.onError(error);
    }
    if (!stopped.aborted) await pause(restartMs, stopped);
  }
}

/** Jobs that a killed node left behind, whose lines have others by now. */
async function tidy(pool: Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: new Logger(() => () => {}) });
  try {
    await utils.cleanup({ tasks: ["DELETE_PERMAFAILED_JOBS"] });
  } finally {
    await utils.release();
  }
}

const start = ({ pool, deliver, sweep, pollMs, onError }: QueueOptions): Promise<Runner> =>
  run({
    pgPool: pool,
    concurrency: atOnce,
    pollInterval: pollMs,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: stopPatienceMs,
    logger: loggerTo(onError),
    taskList: {
      deliver: async (payload, { abortSignal }) =>
        deliver(lineOf(payload), abortSignal ?? new AbortController().signal),
      sweep: () => sweep(),
    },
    crontab: "* * * * * sweep",
  });

function lineOf(payload: unknown): string {
  if (typeof payload === "object" && payload !== null && "line" in payload && typeof payload.line === "string")
    return payload.line;
  throw new Error("A job of the queue names no line.");
}

/** What it reports as an error is one; the rest it says by the hour. */
const loggerTo = (onError: (error: unknown) => void) =>
  new Logger(() => (level, message, meta) => {
    if (level === "error") onError(meta?.error instanceof Error ? meta.error : new Error(message));
  });

/** Shorter where the signal comes. */
const pause = (ms: number, signal: AbortSignal): Promise<void> => setTimeout(ms, undefined, { signal }).catch(() => {});
