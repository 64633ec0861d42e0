import type { Pool } from "pg";
import type { SetupStore } from "#server/domain/account-ports.ts";

export const createSetupStore = (pool: Pool): SetupStore => ({
  async setSetupDigest(digest) {
    const { rowCount } = await pool.query(
      "UPDATE server_state SET setup_hash = $1 WHERE id = 1 AND NOT EXISTS (SELECT FROM users)",
      [Buffer.from(digest)],
    );
    return rowCount === 1;
  },
});
