/** Transactions on one connection of the pool. */
import type { Pool, PoolClient } from "pg";
import { isRace, toDomainError } from "./database-errors.ts";

const maxRaces = 3;

/** Each statement sees what was committed before it: for locking first and looking afterwards. */
export const change = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  transaction(pool, "BEGIN ISOLATION LEVEL READ COMMITTED", work);

/** All statements see the same moment. */
export const snapshot = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  transaction(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work);

/** Throws `DomainError` only. `work` runs again, at most three times, where it raced with another transaction. */
async function transaction<T>(pool: Pool, begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let race = 0; ; race++) {
    try {
      return await once(pool, begin, work);
    } catch (error) {
      if (!isRace(error) || race === maxRaces) throw toDomainError(error);
    }
  }
}

async function once<T>(pool: Pool, begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that is lost fails its statement, and says so here as well; unheard, that would end the process.
  const lost = (error: Error) => {
    broken = error;
  };
  client.on("error", lost);
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // A connection that can't even roll back must not be given to the next one.
    await client.query("ROLLBACK").catch(lost);
    throw error;
  } finally {
    client.off("error", lost);
    client.release(broken);
  }
}
