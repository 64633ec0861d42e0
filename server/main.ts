/** The composition root: settings, database, node, pages; then listen, and stop everything in reverse. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import next from "next";
import type { Pool } from "pg";
import { authSecret } from "./auth-secret.ts";
import { type Config, loadConfig } from "./config.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { listen } from "./listen.ts";
import { createNode } from "./node.ts";
import { createLogger, type Logger } from "./observability/logger.ts";
import type { TraceOptions } from "./observability/open-telemetry.ts";
import { onParentGone } from "./parent.ts";
import { fill } from "./process.ts";
import { StartError, sentenceOf } from "./start-error.ts";
import { renewNonce } from "./store/epoch-nonce.ts";
import { migrate } from "./store/migrate.ts";
import { createPool } from "./store/pool.ts";

/** A stop that hangs, besides its draining, is ended; PostgreSQL has its own watchdog. */
const stopPatienceMs = 30_000;
let drainMs = 0;

type Stop = () => Promise<void> | void;

/** Starts everything, telling `opened` what to stop as soon as it is there, so that half a start ends cleanly too. */
async function start(config: Config, log: Logger, opened: (stop: Stop) => void): Promise<void> {
  const database = config.databaseUrl
    ? { url: config.databaseUrl, copied: false, settle: () => {} }
    : await embedded(config, log, opened);
  await migrate(database.url);
  const pool = createPool(database.url, {
    max: config.databasePoolSize,
    // One that is being closed may hear that PostgreSQL stops before it hears that it is closed.
    onError: (error) => {
      if (!pool.ending) log.warn({ err: error }, "a database connection broke");
    },
  });
  opened(() => pool.end());
  if (database.copied) {
    await renewNonce(pool);
    database.settle();
  }

  const secret = authSecret(config);
  // Nothing on this server calls home.
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  // next-auth reads its own address from here.
  process.env.NEXTAUTH_URL = config.publicUrl;
  process.env.NEXTAUTH_SECRET = secret;
  const decoy = createServer();
  const app = next({
    dev: config.development,
    dir: join(import.meta.dirname, ".."),
    httpServer: decoy,
    port: config.port,
  });
  const tracing = config.traces && (await startTraces({ ...config.traces, node: config.nodeName }, opened));
  const node = createNode({
    config,
    ...(tracing && { tracing }),
    authSecret: secret,
    pool,
    log,
    page: (request: IncomingMessage, response: ServerResponse) => app.getRequestHandler()(request, response),
    pageUpgrade: (request, socket, head) => decoy.emit("upgrade", request, socket, head),
  });
  fill(node.facade);
  opened(() => app.close());
  opened(() => node.stop());
  await app.prepare();
  if (process.argv.includes("--demo")) console.log(await demo(config, pool));
  const stopListening = await listen(node.server, config);
  opened(async () => {
    // Still listening, so that whoever asks whether this node is ready hears that it is not.
    await node.drain(hurry.signal);
    stopListening();
    node.server.closeIdleConnections();
    await node.finished(hurry.signal);
  });
  const setupLink = await node.facade.setupLink();
  console.log(`Parley is ready at ${config.publicUrl}`);
  if (setupLink) console.log(`Make the owner's account here, once: ${setupLink}`);
}

/** Fills an empty workspace with example data; the sign-ins, to print. */
async function demo(config: Config, pool: Pool): Promise<string> {
  if (!config.publicUrlIsLoopback)
    throw new StartError("--demo is refused unless PUBLIC_URL is a loopback address: everyone knows its password.");
  const { seedDemo } = await import("../prisma/seed.ts");
  return seedDemo(pool);
}

/** What traces need is loaded only where somebody collects them. */
async function startTraces(options: TraceOptions, opened: (stop: Stop) => void) {
  const { startTracing } = await import("./observability/open-telemetry.ts");
  const tracing = startTracing(options);
  opened(() => tracing.stop());
  return tracing;
}

async function embedded(config: Config, log: Logger, opened: (stop: Stop) => void) {
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  opened(() => postgres.stop());
  return postgres;
}

/** Once this is aborted nothing waits for clients any more. */
const hurry = new AbortController();
const stops: Stop[] = [];
let stopping: Promise<never> | undefined;

async function stopAll(code: number): Promise<never> {
  setTimeout(() => process.exit(1), drainMs + stopPatienceMs).unref();
  for (const stop of stops.reverse()) {
    try {
      await stop();
    } catch (error) {
      console.error(error);
      code = 1;
    }
  }
  process.exit(code);
}

const stop = (code: number): Promise<never> => {
  stopping ??= stopAll(code);
  return stopping;
};

/** The first time everyone is sent away in good order; who asks again does not want to wait for that. */
const asked = () => {
  if (stopping !== undefined) hurry.abort();
  void stop(0);
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, asked);
onParentGone(() => {
  hurry.abort();
  void stop(0);
});

try {
  const config = loadConfig(process.env);
  drainMs = config.drainSeconds * 1000;
  await start(config, createLogger(config), (one) => stops.push(one));
} catch (error) {
  // What an operator can mend is a sentence; anything else is ours, with its stack.
  console.error(sentenceOf(error) ?? error);
  await stop(1);
}
