import type { Pool, PoolClient } from "pg";
import type { ResetStore } from "#server/domain/account-ports.ts";
import { change } from "./transaction.ts";

export const createResetStore = (pool: Pool): ResetStore => ({
  async create({ id, userId, digest, hours }) {
    await pool.query(
      "INSERT INTO password_resets (id, user_id, hash, expires_at) VALUES ($1, $2, $3, now() + make_interval(hours => $4))",
      [id, userId, Buffer.from(digest), hours],
    );
  },

  async expiry(digest) {
    const { rows } = await pool.query<{ expires_at: Date }>(
      `SELECT r.expires_at FROM password_resets r JOIN users u ON u.id = r.user_id
       WHERE r.hash = $1 AND r.used_at IS NULL AND r.expires_at > now() AND u.deactivated_at IS NULL AND NOT u.bot`,
      [Buffer.from(digest)],
    );
    return rows[0]?.expires_at ?? null;
  },

  redeem: (digest, passwordHash) =>
    change(pool, async (client) => {
      const { rows } = await client.query<{ user_id: string }>(
        `UPDATE password_resets r SET used_at = now() FROM users u
         WHERE r.hash = $1 AND r.used_at IS NULL AND r.expires_at > now()
           AND u.id = r.user_id AND u.deactivated_at IS NULL AND NOT u.bot RETURNING r.user_id`,
        [Buffer.from(digest)],
      );
      const [reset] = rows;
      if (!reset) return false;
      await replacePassword(client, reset.user_id, passwordHash, null);
      // Older links must not undo the new password.
      await client.query("UPDATE password_resets SET used_at = now() WHERE user_id = $1 AND used_at IS NULL", [
        reset.user_id,
      ]);
      return true;
    }),
});

/** With the old password ends what it had opened: every session but `keep`. */
export async function replacePassword(
  client: PoolClient,
  userId: string,
  passwordHash: string,
  keep: string | null,
): Promise<void> {
  await client.query("UPDATE users SET password_hash = $2 WHERE id = $1", [userId, passwordHash]);
  await client.query(
    "UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2::uuid",
    [userId, keep],
  );
}
