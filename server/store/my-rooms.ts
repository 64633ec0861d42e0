/** Rooms as their asker sees them, with what is unread. */
import type { Pool } from "pg";
import type { MyRoom } from "#contract/entities.ts";
import { maxUnread } from "#contract/limits.ts";
import type { Reader, WantedRooms } from "#server/domain/store.ts";
import { type PreferencesRow, preferencesColumns, type RoomRow, roomColumns, toPreferences, toRoom } from "./rows.ts";

type MyRoomRow = RoomRow & {
  unread: string | null;
  mentions: string | null;
  member_ids: string[] | null;
} & (NoMembership | Membership);
type ListedRow = MyRoomRow & { member_count: string | null };
type Membership = PreferencesRow & { joined_seq: string; last_read_seq: string };
type NoMembership = { [Column in keyof Membership]: null };

/** Of the newest messages only so many are looked at, so that a room full of one's own costs no more. */
const maxLookedAt = 10 * maxUnread;

// Unread is what others wrote after the read marker, is not deleted, and may be seen (SEQ-7). A mention counts however much
// was written after it; what was deleted mentions nobody.
const mineOf = (
  rooms: string,
  more = "",
) => `SELECT ${roomColumns}, m.joined_seq, m.last_read_seq, ${preferencesColumns},
    n.unread, n.mentions, p.member_ids${more}
  FROM ${rooms} r LEFT JOIN memberships m ON m.room_id = r.id AND m.user_id = $1 AND m.left_seq IS NULL
  LEFT JOIN LATERAL (
    SELECT greatest(m.last_read_seq, CASE WHEN r.history = 'joining' THEN m.joined_seq ELSE 0 END) AS seq
  ) read ON true
  LEFT JOIN LATERAL (
    SELECT (
      SELECT count(*) FROM (
        SELECT FROM (
          SELECT author_id, deleted_at FROM messages WHERE room_id = m.room_id AND seq > read.seq
          ORDER BY seq DESC LIMIT ${maxLookedAt}
        ) x WHERE x.author_id <> m.user_id AND x.deleted_at IS NULL LIMIT ${maxUnread}
      ) o
    ) AS unread, (
      SELECT count(*) FROM (
        SELECT FROM (
          SELECT author_id, mentions FROM messages WHERE room_id = m.room_id AND seq > read.seq AND mentions <> '{}'
          ORDER BY seq DESC LIMIT ${maxLookedAt}
        ) x WHERE x.author_id <> m.user_id AND m.user_id = ANY (x.mentions) LIMIT ${maxUnread}
      ) o
    ) AS mentions
  ) n ON true
  LEFT JOIN LATERAL (SELECT array_agg(user_id ORDER BY user_id) AS member_ids FROM memberships WHERE room_id = r.id) p ON r.kind = 'direct'`;

const mine = mineOf("rooms");

const byName = "ORDER BY lower(r.name), r.id";
const all = { name: "my_rooms", text: `${mine} WHERE m.user_id = $1 ${byName}` };
const one = { name: "my_room", text: `${mine} WHERE m.user_id = $1 AND r.id = $2` };
const visible = {
  name: "visible_room",
  text: `${mine} WHERE r.id = $2 AND r.workspace_id = $3 AND (m.user_id IS NOT NULL OR (r.kind = 'public' AND NOT $4::boolean))`,
};
/** Without case, and without the accents that not every keyboard has; as `fold()` of the app. */
const folded = (text: string) => `lower(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'))`;

// The page is cut first, so that unread messages and people are counted for what is told alone. Only text is looked for:
// no character of `q` has a meaning of its own.
const joinable = {
  name: "public_rooms",
  text: `WITH page AS (
      SELECT r.* FROM rooms r
      WHERE r.workspace_id = $2 AND r.kind = 'public' AND r.archived_at IS NULL
        AND ($3 = '' OR strpos(${folded("r.name || chr(10) || r.topic || chr(10) || r.slug")}, ${folded("$3")}) > 0)
        AND ($4::text IS NULL OR (lower(r.name), r.id) > (lower($4), $5::uuid))
      ${byName} LIMIT $6
    )
    ${mineOf(
      "page",
      ", CASE WHEN $7 THEN (SELECT count(*) FROM memberships c WHERE c.room_id = r.id AND c.left_seq IS NULL) END AS member_count",
    )} ${byName}`,
};

export const createMyRooms = (pool: Pool) => {
  const find = async (statement: { name: string; text: string }, values: unknown[]): Promise<MyRoom[]> =>
    (await pool.query<MyRoomRow>({ ...statement, values })).rows.map(toMyRoom);
  return {
    myRooms: (userId: string) => find(all, [userId]),
    myRoom: async (userId: string, roomId: string) => (await find(one, [userId, roomId]))[0] ?? null,
    visibleRoom: async ({ id, workspaceId, guest }: Reader, roomId: string) =>
      (await find(visible, [id, roomId, workspaceId, guest]))[0] ?? null,
    publicRooms: async ({ id, workspaceId, guest }: Reader, { q, after, most, count }: WantedRooms) => {
      if (guest) return [];
      // No name has a NUL character in it, which PostgreSQL would not even look for.
      const values = [id, workspaceId, q.replaceAll("\u0000", ""), after?.name, after?.roomId, most, count];
      const { rows } = await pool.query<ListedRow>({ ...joinable, values });
      return rows.map((row) => ({
        ...toMyRoom(row),
        ...(row.member_count !== null && { memberCount: Number(row.member_count) }),
      }));
    },
  };
};

function toMyRoom(row: MyRoomRow): MyRoom {
  const room = toRoom(row);
  if (row.joined_seq === null) return room;
  return {
    ...room,
    joinedSeq: Number(row.joined_seq),
    lastReadSeq: Number(row.last_read_seq),
    unread: Number(row.unread),
    mentions: Number(row.mentions),
    preferences: toPreferences(row.kind, row),
    ...(row.member_ids && { memberIds: row.member_ids }),
  };
}
