/** Accounts of programs: no e-mail, no password, tokens that admins make. */
import type { Pool } from "pg";
import { conflict, notFound } from "#server/domain/errors.ts";
import type { BotStore } from "#server/domain/integration-ports.ts";
import { lockMaker } from "./lock-maker.ts";
import { roomSeen } from "./room-seen.ts";
import { toUser, type UserRow, userColumns } from "./rows.ts";
import { change } from "./transaction.ts";

/** Of admins, and as many of webhooks, which every owner of a room makes. */
const maxBots = 1000;
const maxTokens = 100;

export const createBotStore = (pool: Pool): BotStore => ({
  async create({ id, workspaceId, name, role, of }) {
    const { rows } = await pool.query<UserRow>(
      `INSERT INTO users AS u (id, workspace_id, name, bot, role)
       SELECT $1, $2, $3, true, $4::user_role
       WHERE (SELECT count(*) FROM users b WHERE b.workspace_id = $2 AND b.bot AND b.deactivated_at IS NULL
         AND EXISTS (SELECT FROM incoming_webhooks i WHERE i.bot_id = b.id) = $5) < ${maxBots}
       RETURNING ${userColumns}`,
      [id, workspaceId, name, role, of === "webhook"],
    );
    const [row] = rows;
    if (!row && of === "webhook") throw conflict(`There are ${maxBots} incoming webhooks: remove one first.`);
    if (!row) throw conflict(`There are ${maxBots} bots: deactivate one first.`);
    return toUser(row);
  },

  async list(workspaceId) {
    const { rows } = await pool.query<UserRow>(
      `SELECT ${userColumns} FROM users u WHERE u.workspace_id = $1 AND u.bot
         AND NOT EXISTS (SELECT FROM incoming_webhooks i WHERE i.bot_id = u.id) ORDER BY lower(u.name), u.id`,
      [workspaceId],
    );
    return rows.map(toUser);
  },

  async find(workspaceId, botId) {
    const { rows } = await pool.query<UserRow>(
      `SELECT ${userColumns} FROM users u WHERE u.workspace_id = $1 AND u.id = $2 AND u.bot
         AND NOT EXISTS (SELECT FROM incoming_webhooks i WHERE i.bot_id = u.id)`,
      [workspaceId, botId],
    );
    const [row] = rows;
    if (!row) throw notFound("bot");
    return toUser(row);
  },

  async rooms(actor, botId) {
    const { rows } = await pool.query<{ id: string; slug: string; name: string }>(
      `SELECT r.id, r.slug, r.name FROM rooms r JOIN memberships b ON b.room_id = r.id
       WHERE b.user_id = $2 AND b.left_seq IS NULL AND r.kind <> 'direct' AND ${roomSeen("$1")}
       ORDER BY lower(r.name), r.id`,
      [actor.id, botId],
    );
    return rows.map(({ id, slug, name }) => ({ roomId: id, slug, name }));
  },

  createToken: ({ id, botId, name, digest, makerId, by }) =>
    change(pool, async (client) => {
      await lockMaker(client, makerId, by);
      const { rows } = await client.query<{ deactivated_at: Date | null }>(
        "SELECT deactivated_at FROM users WHERE id = $1 FOR NO KEY UPDATE",
        [botId],
      );
      if (!rows[0] || rows[0].deactivated_at) throw conflict("The bot is deactivated.");
      const { rows: tokens } = await client.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM access_tokens WHERE user_id = $1 AND revoked_at IS NULL",
        [botId],
      );
      if ((tokens[0]?.count ?? 0) >= maxTokens)
        throw conflict(`The bot has ${maxTokens} access tokens: revoke one first.`);
      await client.query("INSERT INTO access_tokens (id, user_id, name, hash) VALUES ($1, $2, $3, $4)", [
        id,
        botId,
        name,
        Buffer.from(digest),
      ]);
    }),
});
