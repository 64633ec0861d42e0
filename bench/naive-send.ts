/** The usual way to send a message, as a baseline: the same promises, in one transaction for each message. */
import type { Pool } from "pg";
import type { Actor } from "#server/domain/actor.ts";
import { digest } from "#server/domain/digest.ts";

type Sending = { actor: Actor; roomId: string; requestId: string; text: string };

const insert = {
  name: "naive_insert",
  text: `INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, created_at)
    VALUES ($1, $2, $2, $3, $4, $5, now())`,
};
const remember = {
  name: "naive_key",
  text: "INSERT INTO request_keys (user_id, request_id, digest, room_id, seq, created_at) VALUES ($1, $2, $3, $4, $5, now())",
};

export async function naiveSend(pool: Pool, { actor, roomId, requestId, text }: Sending): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ head: string }>({
      name: "naive_head",
      text: "UPDATE rooms SET head = head + 1 WHERE id = $1 AND archived_at IS NULL RETURNING head",
      values: [roomId],
    });
    const member = await client.query({
      name: "naive_member",
      text: "SELECT 1 FROM memberships WHERE room_id = $1 AND user_id = $2 AND left_seq IS NULL",
      values: [roomId, actor.id],
    });
    if (!rows[0] || member.rows.length === 0) throw new Error("not a member");
    const seq = Number(rows[0].head);
    await client.query({ ...insert, values: [roomId, seq, actor.id, text, requestId] });
    await client.query({
      ...remember,
      values: [actor.id, requestId, digest("sendMessage", roomId, { text }), roomId, seq],
    });
    await client.query("COMMIT");
    return seq;
  } finally {
    client.release();
  }
}
