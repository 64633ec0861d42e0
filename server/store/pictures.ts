/** Profile pictures: one row each, and their address at their person. */
import type { Pool } from "pg";
import type { Picture, PictureStore } from "#server/domain/account-ports.ts";
import { DomainError } from "#server/domain/errors.ts";
import { knownTo } from "./known-people.ts";
import { toUser, type UserRow, userColumns } from "./rows.ts";
import { change } from "./transaction.ts";

export function createPictureStore(pool: Pool): PictureStore {
  const show = (userId: string, picture: (Picture & { url: string }) | null): ReturnType<PictureStore["remove"]> =>
    change(pool, async (client) => {
      const lock = `SELECT ${userColumns} FROM users u WHERE u.id = $1 AND u.deactivated_at IS NULL FOR UPDATE`;
      const before = (await client.query<UserRow>(lock, [userId])).rows[0];
      if (!before) throw new DomainError("unauthenticated", "Your account has ended.");
      const url = picture?.url ?? null;
      if (before.avatar_url === url) return { user: toUser(before), changed: false };
      if (picture)
        await client.query(
          `INSERT INTO user_pictures (user_id, digest, bytes) VALUES ($1, $2, $3)
           ON CONFLICT (user_id) DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes, created_at = now()`,
          [userId, Buffer.from(picture.digest), Buffer.from(picture.bytes)],
        );
      else await client.query("DELETE FROM user_pictures WHERE user_id = $1", [userId]);
      const { rows } = await client.query<UserRow>(
        `UPDATE users u SET avatar_url = $2, changed_at = now() WHERE u.id = $1 RETURNING ${userColumns}`,
        [userId, url],
      );
      return { user: toUser(rows[0] ?? before), changed: true };
    });

  return {
    put: show,
    remove: (userId) => show(userId, null),
    async find(actor, userId, digest) {
      const { rows } = await pool.query<{ bytes: Buffer }>(
        `SELECT p.bytes FROM user_pictures p JOIN users u ON u.id = p.user_id
         WHERE u.id = $2 AND p.digest = $3 AND u.workspace_id = $4 AND ${knownTo(actor, "$1")}`,
        [actor.id, userId, Buffer.from(digest), actor.workspaceId],
      );
      return rows[0]?.bytes ?? null;
    },
  };
}
