/** Begins a new history of the database, where what it holds went back in time (SYN-3). */
import type { ClientBase, Pool } from "pg";

/** Every client's cursors end here: they load afresh. */
export async function renewNonce(database: Pool | ClientBase): Promise<void> {
  await database.query("UPDATE server_state SET nonce = gen_random_uuid()");
}
