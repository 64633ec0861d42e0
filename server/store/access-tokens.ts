import type { Pool } from "pg";
import type { TokenStore } from "#server/domain/account-ports.ts";
import { conflict } from "#server/domain/errors.ts";
import { type ActorRow, actorColumns, toActor } from "./actors.ts";
import { lockMaker } from "./lock-maker.ts";
import type { Prisma } from "./prisma.ts";
import { change } from "./transaction.ts";

const maxTokens = 100;

export const createTokenStore = (pool: Pool, prisma: Prisma): TokenStore => ({
  async create({ id, userId, name, digest, by }) {
    await change(pool, async (client) => {
      await lockMaker(client, userId, by);
      const { rows } = await client.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM access_tokens WHERE user_id = $1 AND revoked_at IS NULL",
        [userId],
      );
      if ((rows[0]?.count ?? 0) >= maxTokens) throw conflict(`You have ${maxTokens} access tokens: revoke one first.`);
      await client.query("INSERT INTO access_tokens (id, user_id, name, hash) VALUES ($1, $2, $3, $4)", [
        id,
        userId,
        name,
        Buffer.from(digest),
      ]);
    });
  },

  async use(digest) {
    const { rows } = await pool.query<ActorRow & { id: string }>({
      name: "token_use",
      // The use is noted in the same round trip, and only when a minute has passed: a busy bot writes no more than that.
      text: `WITH found AS (
          SELECT t.id, t.last_used_at, ${actorColumns} FROM access_tokens t JOIN users u ON u.id = t.user_id
          WHERE t.hash = $1 AND t.revoked_at IS NULL AND u.deactivated_at IS NULL),
        noted AS (
          UPDATE access_tokens SET last_used_at = now() FROM found
          WHERE access_tokens.id = found.id AND coalesce(found.last_used_at < now() - interval '1 minute', true))
        SELECT * FROM found`,
      values: [Buffer.from(digest)],
    });
    const [row] = rows;
    return row ? { actor: toActor(row), tokenId: row.id } : null;
  },

  async find(tokenId) {
    const { rows } = await pool.query<ActorRow>({
      name: "token_find",
      text: `SELECT ${actorColumns} FROM access_tokens t JOIN users u ON u.id = t.user_id
        WHERE t.id = $1 AND t.revoked_at IS NULL AND u.deactivated_at IS NULL`,
      values: [tokenId],
    });
    return rows[0] ? toActor(rows[0]) : null;
  },

  async list(userId) {
    const tokens = await prisma.accessToken.findMany({
      where: { userId, revokedAt: null },
      orderBy: { createdAt: "desc" },
      take: maxTokens,
    });
    return tokens.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
    }));
  },

  async revoke(userId, tokenId) {
    const { rowCount } = await pool.query(
      "UPDATE access_tokens SET revoked_at = now() WHERE id = $2 AND user_id = $1 AND revoked_at IS NULL",
      [userId, tokenId],
    );
    return rowCount === 1;
  },
});
