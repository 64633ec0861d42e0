/** The default database: a real PostgreSQL in the data folder, on a unix socket, that starts and stops with Parley. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "./observability/logger.ts";
import { type Account, postgresAccount } from "./postgres/account.ts";
import { type Binaries, findBinaries } from "./postgres/binaries.ts";
import { databaseUser, prepareCluster, reachable } from "./postgres/cluster.ts";
import { folderHolder, lockFolder } from "./postgres/folder-lock.ts";
import { isOriginal, markOriginal } from "./postgres/origin.ts";
import { signal } from "./postgres/processes.ts";
import { clearRemains, isReady, postmasterIn, socketFolderOf } from "./postgres/remains.ts";
import { leaveSocketFolder, socketFolder, socketPort } from "./postgres/socket-folder.ts";
import { spawnWatched, type Watched } from "./postgres/watchdog.ts";
import { StartError } from "./start-error.ts";

export type EmbeddedPostgres = {
  /** For `pg`; names the socket's folder. */
  readonly url: string;
  /** The folder is a copy: the database needs a new nonce (SYN-3), and then `settle`. */
  readonly copied: boolean;
  /** To be called once the nonce was renewed; until then every start says `copied`. */
  settle(): void;
  /** Cuts every connection, and resolves when the database is shut down. */
  stop(): Promise<void>;
};

type Log = Pick<Logger, "info" | "warn" | "error">;
type Server = { folder: string; socket: string; logFile: string; binaries: Binaries; account: Account; log: Log };

const database = "parley";
const maxConnections = 100;
/** After a failure PostgreSQL is started again after 0.1, 0.2, 0.4 … seconds, at most this many milliseconds. */
const maxBackoffMs = 5_000;
/** How long a shutdown may take before PostgreSQL is told to end at once; it then recovers at its next start. */
const stopPatienceMs = 30_000;
const maxLogBytes = 1024 * 1024;

/** Resolves when the database takes connections. What an operator can mend is a `StartError`. */
export async function startEmbeddedPostgres(options: { dataDir: string; log: Log }): Promise<EmbeddedPostgres> {
  if (process.platform === "win32")
    throw new StartError("The embedded PostgreSQL does not run on Windows itself: use WSL, or set DATABASE_URL.");
  const account = postgresAccount((sentence) => options.log.warn(sentence));
  const binaries = findBinaries(account);
  const dataDir = openDataDir(options.dataDir, account);
  const lock = lockFolder(dataDir);
  if (!lock)
    throw new StartError(
      `DATA_DIR ${dataDir} is in use by another Parley (process ${folderHolder(dataDir)}): stop it, or set DATA_DIR to another folder.`,
    );
  try {
    const folder = join(dataDir, "postgres");
    prepareCluster(folder, binaries, account);
    await clearRemains(folder);
    const socket = socketFolder(dataDir, account);
    const server: Server = {
      folder,
      socket,
      logFile: join(dataDir, "postgres.log"),
      binaries,
      account,
      log: options.log,
    };
    const first = await start(server);
    await createDatabase(urlOf(socket, "postgres"));
    const stop = keepRunning(server, first);
    return {
      url: urlOf(socket, database),
      copied: !isOriginal(folder),
      settle: () => markOriginal(folder),
      stop: async () => {
        await stop();
        leaveSocketFolder(socket, dataDir);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The url of the embedded database of a Parley that runs now; undefined where none does. */
export function findEmbeddedPostgres(dataDir: string): string | undefined {
  const host = folderHolder(dataDir) === undefined ? undefined : socketFolderOf(join(dataDir, "postgres"));
  return host ? urlOf(host, database) : undefined;
}

const urlOf = (socket: string, name: string): string =>
  `postgresql://${databaseUser}@${encodeURIComponent(socket)}:${socketPort}/${name}`;

/** As root, the folder may be walked through by PostgreSQL's user; what lies in it is closed by itself. */
function openDataDir(dataDir: string, account: Account): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: account.uid === undefined ? 0o700 : 0o711 });
    if (account.uid !== undefined) chmodSync(dataDir, statSync(dataDir).mode | 0o111);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`DATA_DIR ${dataDir} cannot be used as a folder: ${reason}.`);
  }
}

async function start(server: Server): Promise<Watched> {
  const settings = {
    listen_addresses: "",
    port: socketPort,
    unix_socket_directories: server.socket,
    unix_socket_permissions: "0700",
    max_connections: maxConnections,
    shared_buffers: "128MB",
    // A reply means committed (SEQ-5): said here, so that no configuration file can say otherwise.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // Parallel workers need more of /dev/shm than a container has, and no query here is long enough to gain.
    max_parallel_workers_per_gather: 0,
    jit: "off",
    // Refused statements are Parley's to report; PostgreSQL's own log would quote what people wrote.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
  };
  const command = [server.binaries.postgres, "-D", reachable(server.folder, server.account)];
  for (const [name, value] of Object.entries(settings)) command.push("-c", `${name}=${value}`);
  const log = openLog(server.logFile);
  const watched = spawnWatched(command, { ...server, log });
  closeSync(log);
  // Recovery after a crash takes as long as it takes; a PostgreSQL that cannot start ends by itself.
  while (!isReady(server.folder)) {
    if (watched.hasEnded())
      throw new StartError(`The embedded PostgreSQL does not start: ${lastWords(server.logFile)}`);
    await sleep(10);
  }
  return watched;
}

function openLog(file: string): number {
  try {
    if (statSync(file).size > maxLogBytes) renameSync(file, `${file}.1`);
  } catch {
    // The first start has no log yet.
  }
  return openSync(file, "a", 0o600);
}

function lastWords(file: string): string {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const fatal = lines.slice(-20).findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1);
  return `${fatal?.replace(/^.*?(FATAL|PANIC):\s*/, "") || "it said nothing"} (see ${file}).`;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

/** Starts PostgreSQL again whenever it ends by itself. Returns how to stop it for good. */
function keepRunning(server: Server, first: Watched): () => Promise<void> {
  let watched = first;
  const stopping = new AbortController();
  const guard = (async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const since = Date.now();
      await watched.ended;
      if (stopping.signal.aborted) return;
      failures = Date.now() - since > 60_000 ? 0 : failures + 1;
      server.log.error("PostgreSQL ended by itself: starting it again.");
      watched = await restart(server, failures, stopping.signal).catch(() => watched);
    }
  })();
  return async () => {
    stopping.abort();
    watched.stop();
    const late = setTimeout(() => signal(postmasterIn(server.folder) ?? 0, "SIGQUIT"), stopPatienceMs);
    await guard;
    // A restart may have been under way, and then there is another one to stop.
    watched.stop();
    await watched.ended;
    clearTimeout(late);
  };
}

/** Tries until it succeeds; rejects only when Parley stops meanwhile. */
async function restart(server: Server, failures: number, stopping: AbortSignal): Promise<Watched> {
  for (let attempt = failures; ; attempt++) {
    await sleep(Math.min(maxBackoffMs, 50 * 2 ** Math.min(attempt, 10)), undefined, { signal: stopping });
    try {
      await clearRemains(server.folder);
      const watched = await start(server);
      server.log.info("PostgreSQL runs again.");
      return watched;
    } catch (error) {
      server.log.error({ err: error }, "PostgreSQL does not start; trying again.");
    }
  }
}
