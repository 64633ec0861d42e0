/** The one pool that Prisma, the writer and all other SQL share. */
import pg from "pg";

type Options = {
  readonly max?: number;
  /** Told of each idle connection that is lost. */
  readonly onError?: (error: Error) => void;
};

/** Every wait is bounded: for a connection, for a statement, for a transaction whose node hangs with a room locked. */
export function createPool(connectionString: string, { max = 20, onError = () => {} }: Options = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 10_000,
    // The server's own timeout cannot reach a client whose connection is silently dead.
    query_timeout: 15_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: "parley",
  });
  // The pool replaces what it lost, and who used a connection is told by the query; unheard, an error would end the process.
  pool.on("error", onError);
  // The same for one that is lost while somebody uses it: their statement says so.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/**
 * Connections of the queue's own, to the same database: one listens all the time, and neither side waits for the other's.
 * To be ended by whoever made it.
 */
export const createQueuePool = (pool: pg.Pool, onError: (error: Error) => void): pg.Pool =>
  createPool(pool.options.connectionString ?? "", { max: queueConnections, onError });

const queueConnections = 3;
