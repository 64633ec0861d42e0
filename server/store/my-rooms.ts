/** Rooms as their asker sees them, with what is unread. */
import type { Pool } from "pg";
import type { MyRoom } from "#contract/entities.ts";
import { maxUnread } from "#contract/limits.ts";
import type { Reader } from "#server/domain/store.ts";
import { type PreferencesRow, preferencesColumns, type RoomRow, roomColumns, toPreferences, toRoom } from "./rows.ts";

type MyRoomRow = RoomRow & {
  unread: string | null;
  mentions: string | null;
  member_ids: string[] | null;
} & (NoMembership | Membership);
type Membership = PreferencesRow & { joined_seq: string; last_read_seq: string };
type NoMembership = { [Column in keyof Membership]: null };

/** Of the newest messages only so many are looked at, so that a room full of one's own costs no more. */
const maxLookedAt = 10 * maxUnread;

// Unread is what others wrote after the read marker, is not deleted, and may be seen (SEQ-7). A mention counts however much
// was written after it; what was deleted mentions nobody.
const mine = `SELECT ${roomColumns}, m.joined_seq, m.last_read_seq, ${preferencesColumns}, n.unread, n.mentions, p.member_ids
  FROM rooms r LEFT JOIN memberships m ON m.room_id = r.id AND m.user_id = $1 AND m.left_seq IS NULL
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

const byName = "ORDER BY lower(r.name), r.id";
const all = { name: "my_rooms", text: `${mine} WHERE m.user_id = $1 ${byName}` };
const one = { name: "my_room", text: `${mine} WHERE m.user_id = $1 AND r.id = $2` };
const visible = {
  name: "visible_room",
  text: `${mine} WHERE r.id = $2 AND r.workspace_id = $3 AND (m.user_id IS NOT NULL OR (r.kind = 'public' AND NOT $4::boolean))`,
};
const joinable = {
  name: "public_rooms",
  text: `${mine} WHERE r.workspace_id = $2 AND r.kind = 'public' AND r.archived_at IS NULL AND (r.name ILIKE $3 OR r.slug ILIKE $3)
    ${byName} LIMIT 500`,
};

export const createMyRooms = (pool: Pool) => {
  const find = async (statement: { name: string; text: string }, values: unknown[]): Promise<MyRoom[]> =>
    (await pool.query<MyRoomRow>({ ...statement, values })).rows.map(toMyRoom);
  return {
    myRooms: (userId: string) => find(all, [userId]),
    myRoom: async (userId: string, roomId: string) => (await find(one, [userId, roomId]))[0] ?? null,
    visibleRoom: async ({ id, workspaceId, guest }: Reader, roomId: string) =>
      (await find(visible, [id, roomId, workspaceId, guest]))[0] ?? null,
    publicRooms: async ({ id, workspaceId, guest }: Reader, q: string) =>
      guest ? [] : find(joinable, [id, workspaceId, containing(q)]),
  };
};

/** For ILIKE; no name has a NUL character in it, which PostgreSQL would not even look for. */
const containing = (q: string): string => `%${q.replaceAll("\u0000", "").replace(/[\\%_]/g, "\\$&")}%`;

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
