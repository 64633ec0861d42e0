/** Deliveries under way: lines whose heads are leased, so that what is in a line goes in order, whichever node tries it. */
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Backlog, DeliveryStore } from "#server/domain/integration-ports.ts";
import { buryWaiting, disableWebhook } from "./disable-webhook.ts";
import { change } from "./transaction.ts";

type TurnRow = {
  due_in_ms: number;
  taken_id: string | null;
  event: string;
  payload: unknown;
  tries: number;
  /** Of the head, where its webhook is switched off. */
  off_id: string | null;
  webhook_id: string | null;
  url: string;
  secret: string;
};

const next = {
  name: "delivery_next",
  // Times are kept in whole milliseconds, so that what is due now may seem due a little later.
  // Whoever waits for the head's lock sees its lease, or that it is gone: never the one behind it.
  text: `WITH head AS (
      SELECT id, due_at, leased_until, webhook_id FROM deliveries WHERE line = $1 AND state = 'waiting'
      ORDER BY position LIMIT 1 FOR UPDATE),
    off AS (
      SELECT w.id FROM outgoing_webhooks w JOIN head ON w.id = head.webhook_id WHERE w.disabled_at IS NOT NULL),
    taken AS (
      UPDATE deliveries d SET lease = $2, leased_until = now() + make_interval(secs => $3), tries = d.tries + 1
      FROM head WHERE d.id = head.id AND head.due_at <= now() + interval '1 millisecond' AND (head.leased_until IS NULL OR head.leased_until <= now())
        AND NOT EXISTS (SELECT FROM off)
      RETURNING d.id, d.event, d.payload, d.tries, d.webhook_id)
    SELECT extract(epoch FROM head.due_at - now())::float8 * 1000 AS due_in_ms,
      off.id AS off_id, t.id AS taken_id, t.event, t.payload, t.tries, t.webhook_id, w.url, w.secret
    FROM head LEFT JOIN off ON true LEFT JOIN taken t ON true LEFT JOIN outgoing_webhooks w ON w.id = t.webhook_id`,
};

export const createDeliveryStore = (pool: Pool): DeliveryStore => ({
  async next(line, leaseMs) {
    const lease = randomUUID();
    const { rows } = await pool.query<TurnRow>({ ...next, values: [line, lease, leaseMs / 1000] });
    const [row] = rows;
    if (!row) return { kind: "none" };
    if (row.off_id !== null) {
      await buryWaiting(pool, row.off_id);
      return { kind: "later", inMs: 0 };
    }
    if (row.taken_id === null) return row.due_in_ms > 1 ? { kind: "later", inMs: row.due_in_ms } : { kind: "busy" };
    const { taken_id: id, event, payload, tries, webhook_id, url, secret } = row;
    const webhook = webhook_id === null ? null : { id: webhook_id, url, secret };
    return { kind: "delivery", lease, delivery: { id, event, payload, tries, webhook } };
  },

  async arrived(id, lease) {
    await pool.query("DELETE FROM deliveries WHERE id = $1 AND lease = $2", [id, lease]);
  },

  async failed(id, lease, failure, then) {
    await pool.query(
      `UPDATE deliveries SET lease = NULL, leased_until = NULL,
         history = ${withTry("$3")},
         state = CASE WHEN $4::float8 IS NULL THEN 'dead'::delivery_state ELSE state END,
         died_at = CASE WHEN $4::float8 IS NULL THEN now() END,
         due_at = now() + make_interval(secs => coalesce($4::float8, 0))
       WHERE id = $1 AND lease = $2 AND state = 'waiting'`,
      [id, lease, JSON.stringify(failure), then === "dead" ? null : then.retryMs / 1000],
    );
  },

  async release(id, lease) {
    await pool.query(
      "UPDATE deliveries SET lease = NULL, leased_until = NULL, tries = tries - 1 WHERE id = $1 AND lease = $2",
      [id, lease],
    );
  },

  wake: (line, inMs) => wakeLine(pool, line, inMs),

  async overdue(limit) {
    const { rows } = await pool.query<{ line: string }>(
      `SELECT line FROM (SELECT DISTINCT ON (line) line, due_at, leased_until FROM deliveries WHERE state = 'waiting'
         ORDER BY line, position) head
       WHERE due_at < now() - interval '10 seconds' AND (leased_until IS NULL OR leased_until < now()) LIMIT $1`,
      [limit],
    );
    return rows.map(({ line }) => line);
  },

  disable: (webhookId, reason) => change(pool, (client) => disableWebhook(client, webhookId, reason)),

  async backlog(most) {
    const { rows } = await pool.query<Backlog>({
      name: "deliveries_backlog",
      text: `SELECT (SELECT count(*)::int FROM (SELECT FROM deliveries WHERE state = 'waiting' LIMIT $1) w) AS waiting,
        (SELECT count(*)::int FROM (SELECT FROM deliveries WHERE state = 'dead' LIMIT $1) d) AS dead`,
      values: [most],
    });
    return rows[0] ?? { waiting: 0, dead: 0 };
  },

  async dead() {
    const { rows } = await pool.query<{ count: number }>({
      name: "deliveries_dead",
      text: "SELECT count(*)::int AS count FROM (SELECT FROM deliveries WHERE state = 'dead' LIMIT 1000) AS dead",
    });
    return rows[0]?.count ?? 0;
  },

  async overfull(most) {
    const { rows } = await pool.query<{ webhook_id: string }>(
      `SELECT webhook_id FROM deliveries WHERE state = 'waiting' AND webhook_id IS NOT NULL
       GROUP BY webhook_id HAVING count(*) > $1`,
      [most],
    );
    return rows.map(({ webhook_id }) => webhook_id);
  },

  async tell(tellings, most) {
    await pool.query(
      `INSERT INTO deliveries (workspace_id, line, event, payload, state, died_at, history)
       SELECT t.workspace_id, t.line, t.event, t.payload, CASE WHEN full_up THEN 'dead' ELSE 'waiting' END::delivery_state,
         CASE WHEN full_up THEN now() END,
         CASE WHEN full_up THEN jsonb_build_array(jsonb_build_object('at', iso_time(now()), 'ms', 0, 'error', $6::text)) ELSE '[]' END
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) AS t (workspace_id, line, event, payload),
         (SELECT (SELECT count(*) FROM (SELECT FROM deliveries WHERE state = 'waiting' AND webhook_id IS NULL LIMIT $5) w) >= $5 AS full_up) q`,
      [
        tellings.map(({ workspaceId }) => workspaceId),
        tellings.map(({ line }) => line),
        tellings.map(({ event }) => event),
        tellings.map(({ payload }) => JSON.stringify(payload)),
        most,
        `More than ${most} were waiting already.`,
      ],
    );
  },
});

export async function wakeLine(pool: Pool, line: string, inMs: number): Promise<void> {
  await pool.query(
    `SELECT graphile_worker.add_job('deliver', json_build_object('line', $1::text),
       run_at => now() + make_interval(secs => $2), job_key => $1::text)`,
    [line, Math.max(0, inMs) / 1000],
  );
}

/** The history with one more, of at most 20. */
const withTry = (parameter: string): string =>
  `(CASE WHEN jsonb_array_length(history) >= 20 THEN history - 0 ELSE history END) || jsonb_build_array(${parameter}::jsonb)`;
