/** What ran out of tries: kept, so that somebody looks at it, and delivers it again or discards it (GW-3). */
import type { Pool } from "pg";
import type { DeadLetter, Try } from "#contract/integrations.ts";
import { placeOf } from "#contract/rest-fields.ts";
import type { Actor } from "#server/domain/actor.ts";
import { conflict, notFound } from "#server/domain/errors.ts";
import type { DeadLetterStore } from "#server/domain/integration-ports.ts";
import { wakeLine } from "./deliveries.ts";

type Row = {
  id: string;
  event: string;
  webhook_id: string | null;
  webhook_name: string;
  webhook_url: string;
  room_id: string | null;
  seq: string | null;
  visible: boolean;
  tries: number;
  history: Try[];
  created_at: Date;
  died_at: Date;
};

/** The asker's id is $2, and $3 whether they are the owner, who alone may know who is connected from where. */
const columns = `d.id, d.event, d.webhook_id, w.name AS webhook_name, w.url AS webhook_url, d.room_id, d.seq, d.tries,
  d.history, d.created_at, d.died_at,
  ((d.room_id IS NULL AND $3) OR EXISTS (SELECT FROM rooms r WHERE r.id = d.room_id AND r.kind = 'public')
    OR EXISTS (SELECT FROM memberships m WHERE m.room_id = d.room_id AND m.user_id = $2 AND m.left_seq IS NULL)) AS visible`;
/** What `$disconnect` is told, to others without the address and the program of whoever was connected. */
const payload = `CASE WHEN d.room_id IS NULL AND NOT $3 THEN d.payload #- '{requestContext,identity}' ELSE d.payload END AS payload`;
const from = "FROM deliveries d LEFT JOIN outgoing_webhooks w ON w.id = d.webhook_id";
const mine = "d.workspace_id = $1 AND d.state = 'dead'";

export const createDeadLetterStore = (pool: Pool): DeadLetterStore => ({
  async list(actor, { before, limit }) {
    const place = before === undefined ? null : placeOf(before);
    const { rows } = await pool.query<Row>(
      `SELECT ${columns} ${from} WHERE ${mine}
         AND ($4::timestamptz IS NULL OR (d.died_at, d.id) < ($4, $5::uuid))
       ORDER BY d.died_at DESC, d.id DESC LIMIT $6`,
      [actor.workspaceId, actor.id, isOwner(actor), place && new Date(place.at), place?.id, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { deadLetters: page.map(toDeadLetter), ...(rows.length > limit && last && { next: nextAfter(last) }) };
  },

  async get(actor, id) {
    const { rows } = await pool.query<Row & { payload: unknown }>(
      `SELECT ${columns}, ${payload} ${from} WHERE ${mine} AND d.id = $4`,
      [actor.workspaceId, actor.id, isOwner(actor), id],
    );
    const [row] = rows;
    if (!row) throw notFound("dead letter");
    return {
      ...toDeadLetter(row),
      history: historyOf(row),
      ...((row.visible || row.room_id === null) && { payload: row.payload }),
    };
  },

  async replay(actor, id) {
    const { rows } = await pool.query<{ line: string | null }>(
      `WITH replayed AS (
         UPDATE deliveries d SET state = 'waiting', died_at = NULL, tries = 0, due_at = now()
         WHERE ${mine} AND d.id = $2
           AND NOT EXISTS (SELECT FROM outgoing_webhooks w WHERE w.id = d.webhook_id AND w.disabled_at IS NOT NULL)
         RETURNING line)
       SELECT (SELECT line FROM replayed) AS line FROM deliveries d WHERE ${mine} AND d.id = $2`,
      [actor.workspaceId, id],
    );
    const [row] = rows;
    if (!row) throw notFound("dead letter");
    if (row.line === null) throw conflict("Its webhook is switched off: switch it on first.");
    await wakeLine(pool, row.line, 0);
  },

  async discard(actor: Actor, id) {
    const { rowCount } = await pool.query(`DELETE FROM deliveries d WHERE ${mine} AND d.id = $2`, [
      actor.workspaceId,
      id,
    ]);
    if (rowCount !== 1) throw notFound("dead letter");
  },
});

const isOwner = ({ role }: Actor): boolean => role === "owner";

const nextAfter = ({ id, died_at }: Row): string => `${died_at.toISOString()}_${id}`;

/** Services may say in their answer what they were sent: that is for those who may see it. */
const historyOf = ({ visible, history }: Row): Try[] =>
  history.map((one) => (visible || one.status === undefined ? one : { ...one, error: `It answered ${one.status}.` }));

/** Whoever may not see the room is told that something went wrong, and with whose server; an address may be a secret itself. */
const toDeadLetter = (row: Row): DeadLetter => ({
  id: row.id,
  event: row.event,
  ...(row.webhook_id !== null && {
    webhook: {
      id: row.webhook_id,
      name: row.webhook_name,
      url: row.visible ? row.webhook_url : new URL(row.webhook_url).origin,
    },
  }),
  ...(row.room_id !== null && row.visible && { roomId: row.room_id, seq: Number(row.seq) }),
  tries: row.tries,
  error: historyOf(row).at(-1)?.error ?? "",
  createdAt: row.created_at.toISOString(),
  diedAt: row.died_at.toISOString(),
});
