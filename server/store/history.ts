/** Pages of messages, and who is in a room: each answer one statement, so content and head are one snapshot (SYN-4). */
import type { Pool } from "pg";
import type { RestAnswer } from "#contract/rest.ts";
import type { Page } from "#server/domain/store.ts";
import { type MemberRow, type MessageRow, memberColumns, messageColumns, toMember, toMessage } from "./rows.ts";

/** No row where the person ($2) is no member of the room ($1) now. */
const place = `SELECT r.id, r.head, CASE WHEN r.history = 'joining' THEN m.joined_seq ELSE 0 END AS floor
  FROM rooms r JOIN memberships m ON m.room_id = r.id WHERE r.id = $1 AND m.user_id = $2 AND m.left_seq IS NULL`;

// On each side of the pivot one more than asked for, which tells whether there is more. A page's place is found once.
const pageFrom = (name: string, turned: string) => ({
  name,
  text: `WITH place AS (${place}), turned AS MATERIALIZED (${turned})
    SELECT p.head AS room_head, p.found_seq, x.* FROM turned p LEFT JOIN LATERAL (
      (SELECT true AS older, ${messageColumns} FROM messages x
       WHERE x.room_id = p.id AND x.seq < p.pivot AND x.seq > p.floor ORDER BY x.seq DESC LIMIT $4 + 1)
      UNION ALL
      (SELECT false AS older, ${messageColumns} FROM messages x
       WHERE x.room_id = p.id AND x.seq >= p.pivot AND x.seq > p.floor ORDER BY x.seq LIMIT $5 + 1)
    ) x ON true`,
});
const pageBySeq = pageFrom("page", "SELECT place.*, $3::bigint AS pivot, NULL::bigint AS found_seq FROM place");
const pageByTime = pageFrom(
  "page_at",
  `SELECT f.*, coalesce(f.found_seq, f.head + 1) AS pivot
   FROM (SELECT place.*, first_message_at(id, floor, head, $3::timestamptz) AS found_seq FROM place) f`,
);
const people = {
  name: "members",
  text: `WITH place AS (${place})
    SELECT p.head AS room_head, ${memberColumns} FROM place p JOIN memberships m ON m.room_id = p.id ORDER BY m.joined_seq, m.user_id`,
};

type PageRow = MessageRow & { room_head: string; found_seq: string | null; older: boolean | null };

/** Above any seq. */
const newest = Number.MAX_SAFE_INTEGER;

/** Where a page turns; how many it may have of each side; how many of the older ones it wants where there are enough. */
type Turn = { readonly pivot: number | Date; readonly older: number; readonly newer: number; readonly share: number };

function turn({ before, after, around, at, limit }: Page): Turn {
  if (after !== undefined) return { pivot: after + 1, older: 0, newer: limit, share: 0 };
  const pivot = at === undefined ? around : new Date(at);
  if (pivot === undefined) return { pivot: before ?? newest, older: limit, newer: 0, share: limit };
  // Near an end of the room, one side makes up for what the other has not.
  return { pivot, older: limit, newer: limit, share: Math.floor(limit / 2) };
}

export const createHistory = (pool: Pool) => ({
  async messages(userId: string, roomId: string, asked: Page): Promise<RestAnswer<"messages.list"> | null> {
    const { pivot, older, newer, share } = turn(asked);
    const { rows } = await pool.query<PageRow>({
      ...(asked.at === undefined ? pageBySeq : pageByTime),
      values: [roomId, userId, pivot, older, newer],
    });
    const first = rows[0];
    if (!first) return null;
    const before = rows.filter((row) => row.older === true);
    const from = rows.filter((row) => row.older === false);
    const olderTaken = Math.min(before.length, older, Math.max(share, asked.limit - from.length));
    const newerTaken = Math.min(from.length, newer, asked.limit - olderTaken);
    return {
      messages: [...before.slice(0, olderTaken).map(toMessage).reverse(), ...from.slice(0, newerTaken).map(toMessage)],
      head: Number(first.room_head),
      hasBefore: before.length > olderTaken,
      hasAfter: from.length > newerTaken,
      ...(asked.at !== undefined && { foundSeq: first.found_seq === null ? null : Number(first.found_seq) }),
    };
  },

  async members(userId: string, roomId: string): Promise<RestAnswer<"members.list"> | null> {
    const { rows } = await pool.query<MemberRow & { room_head: string }>({ ...people, values: [roomId, userId] });
    const first = rows[0];
    return first ? { members: rows.map(toMember), head: Number(first.room_head) } : null;
  },
});
