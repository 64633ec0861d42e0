/** The name of this history of the database (SYN-3): restored rows are the same rows, but one of these differs. */
import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";

const parts = {
  name: "epoch",
  text: `SELECT s.nonce || ' ' || c.system_identifier || ' ' || k.timeline_id || ' ' || d.oid AS history
    FROM server_state s, pg_control_system() c, pg_control_checkpoint() k, pg_database d WHERE d.datname = current_database()`,
};

/** Fresh; to be called inside the snapshot that it is to name. */
export async function readEpoch(client: Pool | PoolClient): Promise<string> {
  const row = (await client.query<{ history: string }>(parts)).rows[0];
  if (!row) throw new Error("server_state is empty: the database was not migrated.");
  return createHash("sha256").update(row.history).digest("base64url").slice(0, 22);
}

const maxAgeMs = 3_000;

/** The gateway asks often: at most one reading in 3 s, shared by all who ask meanwhile. `replaced`: another history is there. */
export function createEpoch(
  pool: Pool,
  replaced: () => void = () => {},
  now: () => number = Date.now,
): () => Promise<string> {
  let read: { at: number; epoch: Promise<string> } | undefined;
  let last: string | undefined;
  return () => {
    if (read && now() - read.at < maxAgeMs) return read.epoch;
    const epoch = readEpoch(pool);
    const reading = { at: now(), epoch };
    read = reading;
    epoch.then(
      (value) => {
        if (last !== undefined && last !== value) replaced();
        last = value;
      },
      () => {
        // A failure is not kept.
        if (read === reading) read = undefined;
      },
    );
    return epoch;
  };
}
