/** Where events are posted to; an admin sees those of the rooms that they may see. */
import type { Pool, PoolClient } from "pg";
import {
  type DisabledReason,
  type OutgoingWebhook,
  outgoingWebhookSchema,
  webhookEventSchema,
} from "#contract/integrations.ts";
import type { Actor } from "#server/domain/actor.ts";
import { conflict, notFound } from "#server/domain/errors.ts";
import type { OutgoingWebhookStore } from "#server/domain/integration-ports.ts";
import { disableWebhook } from "./disable-webhook.ts";
import { change } from "./transaction.ts";

const maxWebhooks = 100;

type Row = {
  id: string;
  name: string;
  url: string;
  room_id: string | null;
  events: string[];
  created_by_id: string;
  created_at: Date;
  disabled_at: Date | null;
  disabled_reason: DisabledReason | null;
  waiting: number;
  dead: number;
};

/** The asker is $1, their workspace $2. */
const visible = `w.workspace_id = $2 AND (w.room_id IS NULL
  OR EXISTS (SELECT FROM rooms r WHERE r.id = w.room_id AND r.kind = 'public')
  OR EXISTS (SELECT FROM memberships m WHERE m.room_id = w.room_id AND m.user_id = $1 AND m.left_seq IS NULL))`;
const select = `SELECT w.id, w.name, w.url, w.room_id, w.events, w.created_by_id, w.created_at, w.disabled_at, w.disabled_reason,
    (SELECT count(*)::int FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'waiting') AS waiting,
    (SELECT count(*)::int FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'dead') AS dead
  FROM outgoing_webhooks w WHERE ${visible}`;

export const createOutgoingWebhookStore = (pool: Pool): OutgoingWebhookStore => ({
  create: (actor, hook) =>
    change(pool, async (client) => {
      await client.query("SELECT FROM workspaces WHERE id = $1 FOR UPDATE", [actor.workspaceId]);
      const { rows } = await client.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM outgoing_webhooks WHERE workspace_id = $1",
        [actor.workspaceId],
      );
      if ((rows[0]?.count ?? 0) >= maxWebhooks)
        throw conflict(`There are ${maxWebhooks} outgoing webhooks: remove one first.`);
      await client.query(
        `INSERT INTO outgoing_webhooks (id, workspace_id, room_id, name, url, secret, events, created_by_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [hook.id, actor.workspaceId, hook.roomId, hook.name, hook.url, hook.secret, hook.events, actor.id],
      );
      return find(client, actor, hook.id);
    }),

  async list(actor) {
    const { rows } = await pool.query<Row>(`${select} ORDER BY w.created_at, w.id`, [actor.id, actor.workspaceId]);
    return rows.map(toWebhook);
  },

  update: (actor, id, { name, url, events, disabled }) =>
    change(pool, async (client) => {
      const before = await find(client, actor, id);
      await client.query(
        `UPDATE outgoing_webhooks SET name = coalesce($2, name), url = coalesce($3, url), events = coalesce($4, events)
         WHERE id = $1`,
        [id, name ?? null, url ?? null, events ?? null],
      );
      if (disabled === true && before.disabledAt === undefined) await disableWebhook(client, id, "admin");
      if (disabled === false)
        await client.query("UPDATE outgoing_webhooks SET disabled_at = NULL, disabled_reason = NULL WHERE id = $1", [
          id,
        ]);
      return find(client, actor, id);
    }),

  async remove(actor, id) {
    const { rowCount } = await pool.query(`DELETE FROM outgoing_webhooks w WHERE ${visible} AND w.id = $3`, [
      actor.id,
      actor.workspaceId,
      id,
    ]);
    if (rowCount !== 1) throw notFound("webhook");
  },
});

async function find(client: PoolClient, actor: Actor, id: string): Promise<OutgoingWebhook> {
  const { rows } = await client.query<Row>(`${select} AND w.id = $3`, [actor.id, actor.workspaceId, id]);
  const [row] = rows;
  if (!row) throw notFound("webhook");
  return toWebhook(row);
}

const toWebhook = (row: Row): OutgoingWebhook =>
  outgoingWebhookSchema.parse({
    id: row.id,
    name: row.name,
    url: row.url,
    ...(row.room_id !== null && { roomId: row.room_id }),
    // An event that a later version knows is none of this one's.
    events: row.events.filter((event) => webhookEventSchema.safeParse(event).success),
    createdBy: row.created_by_id,
    createdAt: row.created_at.toISOString(),
    ...(row.disabled_at && { disabledAt: row.disabled_at.toISOString() }),
    ...(row.disabled_reason && { disabledReason: row.disabled_reason }),
    waiting: row.waiting,
    dead: row.dead,
  });
