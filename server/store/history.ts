/** Pages of messages, and who is in a room: each answer one statement, so content and head are one snapshot (SYN-4). */
import type { Pool } from "pg";
import type { RestAnswer } from "#contract/rest.ts";
import type { Page } from "#server/domain/store.ts";
import { type MemberRow, type MessageRow, memberColumns, messageColumns, toMember, toMessage } from "./rows.ts";

/** No row where the person ($2) is no member of the room ($1) now. */
const place = `SELECT r.id, r.head, CASE WHEN r.history = 'joining' THEN m.joined_seq ELSE 0 END AS floor
  FROM rooms r JOIN memberships m ON m.room_id = r.id WHERE r.id = $1 AND m.user_id = $2 AND m.left_seq IS NULL`;

// On each side of the pivot ($3) one more than asked for, which tells whether there is more.
const page = {
  name: "page",
  text: `WITH place AS (${place})
    SELECT p.head AS room_head, x.* FROM place p LEFT JOIN LATERAL (
      (SELECT true AS older, ${messageColumns} FROM messages x
       WHERE x.room_id = p.id AND x.seq < $3 AND x.seq > p.floor ORDER BY x.seq DESC LIMIT $4 + 1)
      UNION ALL
      (SELECT false AS older, ${messageColumns} FROM messages x
       WHERE x.room_id = p.id AND x.seq >= $3 AND x.seq > p.floor ORDER BY x.seq LIMIT $5 + 1)
    ) x ON true`,
};
const people = {
  name: "members",
  text: `WITH place AS (${place})
    SELECT p.head AS room_head, ${memberColumns} FROM place p JOIN memberships m ON m.room_id = p.id ORDER BY m.joined_seq, m.user_id`,
};

type PageRow = MessageRow & { room_head: string; older: boolean | null };

/** Above any seq. */
const newest = Number.MAX_SAFE_INTEGER;

/** Where a page turns, and how many it wants before and from there on. */
export function turn({ before, after, around, limit }: Page): { pivot: number; older: number; newer: number } {
  if (after !== undefined) return { pivot: after + 1, older: 0, newer: limit };
  if (around === undefined) return { pivot: before ?? newest, older: limit, newer: 0 };
  const older = Math.floor(limit / 2);
  return { pivot: around, older, newer: limit - older };
}

export const createHistory = (pool: Pool) => ({
  async messages(userId: string, roomId: string, asked: Page): Promise<RestAnswer<"messages.list"> | null> {
    const { pivot, older, newer } = turn(asked);
    const { rows } = await pool.query<PageRow>({ ...page, values: [roomId, userId, pivot, older, newer] });
    const first = rows[0];
    if (!first) return null;
    const before = rows.filter((row) => row.older === true);
    const from = rows.filter((row) => row.older === false);
    return {
      messages: [...before.slice(0, older).map(toMessage).reverse(), ...from.slice(0, newer).map(toMessage)],
      head: Number(first.room_head),
      hasBefore: before.length > older,
      hasAfter: from.length > newer,
    };
  },

  async members(userId: string, roomId: string): Promise<RestAnswer<"members.list"> | null> {
    const { rows } = await pool.query<MemberRow & { room_head: string }>({ ...people, values: [roomId, userId] });
    const first = rows[0];
    return first ? { members: rows.map(toMember), head: Number(first.room_head) } : null;
  },
});
