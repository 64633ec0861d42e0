/** A room under its lock, and what a change wants to see of it. */
import type { PoolClient } from "pg";
import type { Member, Message } from "#contract/entities.ts";
import type { ChangeRequest, LockedRoom, Standing } from "#server/domain/store.ts";
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
  toUser,
  type UserRow,
  userColumns,
} from "./rows.ts";

const lock = {
  name: "lock_room",
  text: `SELECT ${roomColumns}, r.workspace_id FROM rooms r WHERE r.id = $1 FOR UPDATE`,
};
const standing = {
  name: "standing",
  // Both have a role: the person's own goes by another name.
  text: `SELECT ${userColumns}, u.role AS user_role, ${memberColumns} FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.room_id = $1
    WHERE u.id = $2 AND u.workspace_id = $3`,
};
const messageNamed = {
  name: "message",
  text: `SELECT ${messageColumns}, ARRAY(SELECT emoji FROM reactions WHERE room_id = x.room_id AND seq = x.seq AND user_id = $3) AS own_emoji
    FROM messages x WHERE x.room_id = $1 AND x.seq = $2`,
};
// People before bots, which look after no room by themselves. The enum's order is owner, moderator, member.
const successor = {
  name: "successor",
  text: `SELECT ${memberColumns} FROM memberships m JOIN users u ON u.id = m.user_id
    WHERE m.room_id = $1 AND m.left_seq IS NULL AND m.user_id <> $2 AND u.deactivated_at IS NULL
    ORDER BY u.bot, m.role, m.joined_seq, m.user_id LIMIT 1`,
};

/** Undefined where there is no such room, or the actor is not active in its workspace. Locks until the transaction ends. */
export async function lockRoom(
  client: PoolClient,
  { actorId, roomId, see = {} }: ChangeRequest,
): Promise<LockedRoom | undefined> {
  const room = (await client.query<RoomRow & { workspace_id: string }>({ ...lock, values: [roomId] })).rows[0];
  if (!room) return undefined;
  // Each statement from here on sees all that was committed before the lock was given.
  const find = (userId: string) => findStanding(client, roomId, userId, room.workspace_id);
  const actor = await find(actorId);
  if (!actor || actor.user.deactivatedAt) return undefined;
  const { messageSeq, userId } = see;
  const named = messageSeq === undefined ? undefined : await findMessage(client, roomId, messageSeq, actorId);
  const next = see.successor ? await findSuccessor(client, roomId, userId ?? actorId) : undefined;
  return {
    room: toRoom(room),
    workspaceId: room.workspace_id,
    actor,
    subject: userId === undefined ? undefined : await find(userId),
    message: named?.message,
    ownEmoji: named?.ownEmoji ?? [],
    successor: next,
  };
}

type StandingRow = Omit<UserRow, "role"> & { user_role: UserRow["role"] } & Omit<MemberRow, "room_id"> & {
    room_id: string | null;
  };

async function findStanding(
  client: PoolClient,
  roomId: string,
  userId: string,
  workspaceId: string,
): Promise<Standing | undefined> {
  const { rows } = await client.query<StandingRow>({ ...standing, values: [roomId, userId, workspaceId] });
  const row = rows[0];
  if (!row) return undefined;
  return {
    user: toUser({ ...row, role: row.user_role }),
    member: row.room_id === null ? undefined : toMember({ ...row, room_id: row.room_id }),
  };
}

async function findMessage(
  client: PoolClient,
  roomId: string,
  seq: number,
  userId: string,
): Promise<{ message: Message; ownEmoji: string[] } | undefined> {
  const { rows } = await client.query<MessageRow & { own_emoji: string[] }>({
    ...messageNamed,
    values: [roomId, seq, userId],
  });
  return rows[0] && { message: toMessage(rows[0]), ownEmoji: rows[0].own_emoji };
}

async function findSuccessor(client: PoolClient, roomId: string, userId: string): Promise<Member | undefined> {
  const { rows } = await client.query<MemberRow>({ ...successor, values: [roomId, userId] });
  return rows[0] && toMember(rows[0]);
}
