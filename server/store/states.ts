/** Everything in a room that changed after a seq: what an event carries, and what a catch-up does (SEQ-3, SEQ-4). */
import type { PoolClient } from "pg";
import type { States } from "#contract/commands.ts";
import {
  type MemberRow,
  type MessageRow,
  memberColumns,
  messageColumns,
  type RoomRow,
  roomColumns,
  toMember,
  toMessage,
  toRoom,
} from "./rows.ts";

const roomChanged = {
  name: "states_room",
  text: `SELECT ${roomColumns} FROM rooms r WHERE r.id = $1 AND r.changed_seq > $2`,
};
const membersChanged = {
  name: "states_members",
  text: `SELECT ${memberColumns} FROM memberships m WHERE m.room_id = $1 AND m.changed_seq > $2 ORDER BY m.changed_seq, m.user_id LIMIT $3`,
};
// New ones by the primary key, changed ones by the partial index; together each once, as a new one's seq is above $2.
const messagesChanged = {
  name: "states_messages",
  text: `SELECT ${messageColumns} FROM (
    (SELECT * FROM messages WHERE room_id = $1 AND seq > greatest($2::bigint, $3::bigint) ORDER BY seq LIMIT $4)
    UNION ALL
    (SELECT * FROM messages WHERE room_id = $1 AND changed_seq > $2 AND changed_seq > seq AND seq <= $2 AND seq > $3 LIMIT $4)
  ) x ORDER BY x.seq LIMIT $4`,
};

type Range = {
  readonly roomId: string;
  readonly after: number;
  /** Messages created at or below this seq are hidden (SEQ-7); 0 hides none. */
  readonly floor: number;
  /** More entities than this are too many. */
  readonly max: number;
};

/** Null where there are too many. To be called in a snapshot, or under the room's lock. */
export async function statesAfter(client: PoolClient, { roomId, after, floor, max }: Range): Promise<States | null> {
  const messages = await client.query<MessageRow>({ ...messagesChanged, values: [roomId, after, floor, max + 1] });
  const members = await client.query<MemberRow>({ ...membersChanged, values: [roomId, after, max + 1] });
  const room = await client.query<RoomRow>({ ...roomChanged, values: [roomId, after] });
  const header = room.rows[0];
  if (messages.rows.length + members.rows.length + room.rows.length > max) return null;
  return {
    ...(header && { room: toRoom(header) }),
    ...(members.rows.length > 0 && { members: members.rows.map(toMember) }),
    ...(messages.rows.length > 0 && { messages: messages.rows.map(toMessage) }),
  };
}
