/** Writes one entity's change, with the number that the room's change took. */
import type { PoolClient } from "pg";
import type { Write } from "#server/domain/store.ts";

type Stamp = { readonly roomId: string; readonly actorId: string; readonly seq: number; readonly now: Date };

export async function applyWrite(client: PoolClient, stamp: Stamp, write: Write): Promise<void> {
  for (const { text, values } of statements(stamp, write)) await client.query(text, values);
}

type Statement = { text: string; values: unknown[] };

function statements({ roomId, actorId, seq, now }: Stamp, write: Write): Statement[] {
  switch (write.kind) {
    case "insertMessage":
      return [
        {
          text: `INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, thread_seq, mentions, created_at)
            VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8)`,
          values: [roomId, seq, actorId, write.text, write.requestId, write.threadSeq, write.mentions, now],
        },
      ];
    case "countReply":
      return [message("reply_count = reply_count + $4", [roomId, write.seq, seq, write.by])];
    case "editMessage":
      return [
        message("text = $4, mentions = $5, edited_at = $6", [roomId, write.seq, seq, write.text, write.mentions, now]),
      ];
    case "deleteMessage":
      return [
        message("text = '', mentions = '{}', attachments = '[]', deleted_at = $4", [roomId, write.seq, seq, now]),
        { text: "DELETE FROM reactions WHERE room_id = $1 AND seq = $2", values: [roomId, write.seq] },
      ];
    case "addReaction":
      return [
        {
          text: "INSERT INTO reactions (room_id, seq, emoji, user_id, created_at) VALUES ($1, $2, $3, $4, $5)",
          values: [roomId, write.seq, write.emoji, actorId, now],
        },
        touched(roomId, write.seq, seq),
      ];
    case "removeReaction":
      return [
        {
          text: "DELETE FROM reactions WHERE room_id = $1 AND seq = $2 AND emoji = $3 AND user_id = $4",
          values: [roomId, write.seq, write.emoji, actorId],
        },
        touched(roomId, write.seq, seq),
      ];
    case "join":
      return [
        {
          // Reading begins at joining: what was said before is not unread. Preferences are still what the person chose.
          text: `INSERT INTO memberships (room_id, user_id, role, changed_seq, joined_seq, last_read_seq) VALUES ($1, $2, $3, $4, $4, $4)
            ON CONFLICT (room_id, user_id) DO UPDATE SET role = excluded.role, changed_seq = excluded.changed_seq,
              joined_seq = excluded.joined_seq, last_read_seq = excluded.last_read_seq, left_seq = NULL, left_at = NULL`,
          values: [roomId, write.userId, write.role, seq],
        },
      ];
    case "leave":
      return [member("left_seq = $3, left_at = $4", [roomId, write.userId, seq, now])];
    case "setRole":
      return [member("role = $4", [roomId, write.userId, seq, write.role])];
    case "updateRoom":
      return [
        {
          text: `UPDATE rooms SET changed_seq = $2, name = coalesce($3, name), topic = coalesce($4, topic),
            archived_at = CASE WHEN $5::boolean IS NULL THEN archived_at WHEN $5 THEN $6::timestamptz END WHERE id = $1`,
          values: [roomId, seq, write.name ?? null, write.topic ?? null, write.archived ?? null, now],
        },
      ];
  }
}

/** A message's reactions stand in a table of their own, but are part of its state. */
const touched = (roomId: string, messageSeq: number, seq: number): Statement => ({
  text: "UPDATE messages SET changed_seq = $3 WHERE room_id = $1 AND seq = $2",
  values: [roomId, messageSeq, seq],
});

const message = (set: string, values: unknown[]): Statement => ({
  text: `UPDATE messages SET changed_seq = $3, ${set} WHERE room_id = $1 AND seq = $2`,
  values,
});

const member = (set: string, values: unknown[]): Statement => ({
  text: `UPDATE memberships SET changed_seq = $3, ${set} WHERE room_id = $1 AND user_id = $2`,
  values,
});
