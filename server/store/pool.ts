/** The one pool that Prisma, the writer and all other SQL share. */
import pg from "pg";

/** Every wait is bounded: for a connection, for a statement, for a transaction whose node hangs with a room locked. */
export function createPool(connectionString: string, options: { max?: number } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 20,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 10_000,
    // The server's own timeout cannot reach a client whose connection is silently dead.
    query_timeout: 15_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: "parley",
  });
  // An idle connection that is lost is replaced at its next use; unheard, its error would end the process.
  pool.on("error", () => {});
  return pool;
}
