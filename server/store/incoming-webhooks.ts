import type { Pool } from "pg";
import type { IncomingWebhook } from "#contract/integrations.ts";
import { conflict } from "#server/domain/errors.ts";
import type { IncomingWebhookStore } from "#server/domain/integration-ports.ts";
import { type ActorRow, actorColumns, toActor } from "./actors.ts";
import { roomSeen } from "./room-seen.ts";
import { change } from "./transaction.ts";

const maxPerRoom = 100;

type ListRow = {
  id: string;
  name: string;
  bot_id: string;
  created_by_id: string;
  created_at: Date;
  last_used_at: Date | null;
};
type UseRow = ActorRow & {
  id: string;
  hook_name: string;
  room_id: string;
  archived_at: Date | null;
  deactivated_at: Date | null;
  revoked_at: Date | null;
};

const listColumns = "i.id, i.name, i.bot_id, i.created_by_id, i.created_at, i.last_used_at";

export const createIncomingWebhookStore = (pool: Pool): IncomingWebhookStore => ({
  create: ({ id, roomId, botId, createdById, name, digest }) =>
    change(pool, async (client) => {
      await client.query("SELECT FROM rooms WHERE id = $1 FOR NO KEY UPDATE", [roomId]);
      const { rows } = await client.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM incoming_webhooks WHERE room_id = $1 AND revoked_at IS NULL",
        [roomId],
      );
      if ((rows[0]?.count ?? 0) >= maxPerRoom)
        throw conflict(`The room has ${maxPerRoom} incoming webhooks: remove one first.`);
      await client.query(
        "INSERT INTO incoming_webhooks (id, room_id, bot_id, created_by_id, name, hash) VALUES ($1, $2, $3, $4, $5, $6)",
        [id, roomId, botId, createdById, name, Buffer.from(digest)],
      );
    }),

  async list(roomId) {
    const { rows } = await pool.query<ListRow>(
      `SELECT ${listColumns} FROM incoming_webhooks i
       WHERE i.room_id = $1 AND i.revoked_at IS NULL ORDER BY i.created_at, i.id`,
      [roomId],
    );
    return rows.map(toWebhook);
  },

  async everywhere(actor) {
    const { rows } = await pool.query<ListRow & { room_id: string; slug: string; room_name: string }>(
      `SELECT ${listColumns}, i.room_id, r.slug, r.name AS room_name
       FROM incoming_webhooks i JOIN rooms r ON r.id = i.room_id
       WHERE r.workspace_id = $2 AND i.revoked_at IS NULL AND ${roomSeen("$1")}
       ORDER BY lower(r.name), r.id, i.created_at, i.id`,
      [actor.id, actor.workspaceId],
    );
    return rows.map((row) => ({
      ...toWebhook(row),
      room: { roomId: row.room_id, slug: row.slug, name: row.room_name },
    }));
  },

  async revoke(roomId, id) {
    await pool.query(
      "UPDATE incoming_webhooks SET revoked_at = now() WHERE id = $2 AND room_id = $1 AND revoked_at IS NULL",
      [roomId, id],
    );
  },

  async use(digest) {
    const { rows } = await pool.query<UseRow>({
      name: "incoming_webhook_use",
      text: `WITH found AS (
          SELECT i.id, i.name AS hook_name, i.room_id, i.revoked_at, i.last_used_at, r.archived_at, u.deactivated_at, ${actorColumns}
          FROM incoming_webhooks i JOIN rooms r ON r.id = i.room_id JOIN users u ON u.id = i.bot_id WHERE i.hash = $1),
        noted AS (
          UPDATE incoming_webhooks SET last_used_at = now() FROM found
          WHERE incoming_webhooks.id = found.id AND found.revoked_at IS NULL
            AND coalesce(found.last_used_at < now() - interval '1 minute', true))
        SELECT * FROM found`,
      values: [Buffer.from(digest)],
    });
    const [row] = rows;
    if (!row) return null;
    return {
      id: row.id,
      name: row.hook_name,
      roomId: row.room_id,
      bot: toActor(row),
      archived: row.archived_at !== null,
      active: row.deactivated_at === null,
      revoked: row.revoked_at !== null,
    };
  },
});

const toWebhook = (row: ListRow): IncomingWebhook => ({
  id: row.id,
  name: row.name,
  botId: row.bot_id,
  createdBy: row.created_by_id,
  createdAt: row.created_at.toISOString(),
  ...(row.last_used_at && { lastUsedAt: row.last_used_at.toISOString() }),
});
