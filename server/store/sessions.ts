/** Sign-ins. Whether one counts is decided by its row alone, by the database's clock. */
import type { Pool } from "pg";
import type { SessionStore } from "#server/domain/account-ports.ts";
import { type ActorRow, actorColumns, toActor } from "./actors.ts";

export const createSessionStore = (pool: Pool): SessionStore => ({
  async create({ id, userId, userAgent, seconds, passwordHash }) {
    const { rowCount } = await pool.query({
      name: "session_create",
      // The lock waits for who is changing the account, and then looks again.
      text: `INSERT INTO sessions (id, user_id, user_agent, expires_at)
        SELECT $1, u.id, $3, now() + make_interval(secs => $4) FROM users u
        WHERE u.id = $2 AND u.deactivated_at IS NULL AND ($5::text IS NULL OR u.password_hash = $5) FOR SHARE`,
      values: [id, userId, userAgent, seconds, passwordHash ?? null],
    });
    return rowCount === 1;
  },

  async find(sessionId) {
    const { rows } = await pool.query<ActorRow & { expires_at: Date }>({
      name: "session_find",
      text: `SELECT s.expires_at, ${actorColumns} FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.deactivated_at IS NULL`,
      values: [sessionId],
    });
    const [row] = rows;
    return row ? { actor: toActor(row), expiresAt: row.expires_at } : null;
  },

  async extend(sessionId, seconds) {
    const { rows } = await pool.query<{ expires_at: Date }>({
      name: "session_extend",
      text: `UPDATE sessions SET expires_at = greatest(expires_at, now() + make_interval(secs => $2))
        WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() RETURNING expires_at`,
      values: [sessionId, seconds],
    });
    return rows[0]?.expires_at ?? null;
  },

  async list(userId) {
    const { rows } = await pool.query<{ id: string; userAgent: string; createdAt: Date; expiresAt: Date }>(
      `SELECT id, user_agent AS "userAgent", created_at AS "createdAt", expires_at AS "expiresAt" FROM sessions
       WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now() ORDER BY created_at DESC LIMIT 200`,
      [userId],
    );
    return rows;
  },

  async revoke(userId, sessionId) {
    const { rowCount } = await pool.query(
      "UPDATE sessions SET revoked_at = now() WHERE id = $2 AND user_id = $1 AND revoked_at IS NULL AND expires_at > now()",
      [userId, sessionId],
    );
    return rowCount === 1;
  },

  async revokeAll(userId) {
    await pool.query("UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL", [userId]);
  },

  async end(sessionId) {
    await pool.query("UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", [sessionId]);
  },

  async living({ sessions, tokens }) {
    const { rows } = await pool.query<{ id: string }>({
      name: "credentials_living",
      text: `SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
          WHERE s.id = ANY ($1::uuid[]) AND s.revoked_at IS NULL AND s.expires_at > now() AND u.deactivated_at IS NULL
        UNION ALL
        SELECT t.id FROM access_tokens t JOIN users u ON u.id = t.user_id
          WHERE t.id = ANY ($2::uuid[]) AND t.revoked_at IS NULL AND u.deactivated_at IS NULL`,
      values: [sessions, tokens],
    });
    return new Set(rows.map(({ id }) => id));
  },

  async named({ sessions, tokens }) {
    if (sessions.length + tokens.length === 0) return new Map();
    const { rows } = await pool.query<{ id: string; name: string; createdAt: Date }>({
      name: "credentials_named",
      text: `SELECT id, user_agent AS name, created_at AS "createdAt" FROM sessions WHERE id = ANY ($1::uuid[])
        UNION ALL SELECT id, name, created_at FROM access_tokens WHERE id = ANY ($2::uuid[])`,
      values: [sessions, tokens],
    });
    return new Map(rows.map(({ id, ...named }) => [id, named]));
  },
});
