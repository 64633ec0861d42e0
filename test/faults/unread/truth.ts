/** What is unread, asked of the tables in the plainest way, which is not the server's. */
import type { Pool } from "pg";
import { maxUnread } from "#contract/limits.ts";

export type Unread = { readonly lastReadSeq: number; readonly unread: number; readonly mentions: number };
export type Truth = ReadonlyMap<string, Unread & { readonly head: number }>;

type Row = { room_id: string; head: string; last_read_seq: string; texts: string[] };

/** Of each room that the person is in. */
export async function truthOf(pool: Pool, userId: string): Promise<Truth> {
  const { rows } = await pool.query<Row>(
    `SELECT m.room_id, r.head, m.last_read_seq, array(
        SELECT text FROM messages x
        WHERE x.room_id = m.room_id AND x.author_id <> m.user_id AND x.deleted_at IS NULL AND x.seq > m.last_read_seq
          AND (r.history = 'all' OR x.seq > m.joined_seq)
      ) AS texts
      FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = $1 AND m.left_seq IS NULL`,
    [userId],
  );
  return new Map(
    rows.map(({ room_id, head, last_read_seq, texts }) => [
      room_id,
      {
        head: Number(head),
        lastReadSeq: Number(last_read_seq),
        unread: Math.min(maxUnread, texts.length),
        mentions: Math.min(maxUnread, texts.filter((text) => text.includes(`<@${userId}>`)).length),
      },
    ]),
  );
}
