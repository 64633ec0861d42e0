/** Catching up after an absence (SYN-1): every room of the caller answered, all from one snapshot. */
import type { Pool, PoolClient } from "pg";
import type { Payload, SyncResult, SyncRoom } from "#contract/commands.ts";
import { defaultPreferences } from "#contract/default-preferences.ts";
import type { History, RoomKind, User } from "#contract/entities.ts";
import { maxCatchUpEntities, maxSyncReplyBytes } from "#contract/limits.ts";
import { readEpoch } from "./epoch.ts";
import { samePreferences } from "./preferences.ts";
import { type PreferencesRow, preferencesColumns, toPreferences, toUser, type UserRow, userColumns } from "./rows.ts";
import { statesAfter } from "./states.ts";
import { snapshot } from "./transaction.ts";

type PlaceRow = {
  room_id: string;
  head: string;
  history: History;
  joined_seq: string;
  left_seq: string | null;
  last_read_seq: string;
};
type MineRow = PlaceRow & PreferencesRow & { kind: RoomKind };

const places = {
  name: "sync_places",
  text: `SELECT m.room_id, r.head, r.history, m.joined_seq, m.left_seq, m.last_read_seq, r.kind, ${preferencesColumns}
    FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = $1 ORDER BY r.id`,
};
const moment = { name: "sync_moment", text: "SELECT now() AS at" };
// People get their times before they commit: looking back a little further misses nobody whose commit came late.
const people = {
  name: "sync_users",
  text: `SELECT ${userColumns}, u.changed_at FROM users u
    WHERE u.workspace_id = $2 AND u.changed_at > $3::timestamptz - interval '30 s' AND (u.id = $1 OR EXISTS (
      SELECT 1 FROM memberships mine JOIN memberships theirs ON theirs.room_id = mine.room_id
      WHERE mine.user_id = $1 AND mine.left_seq IS NULL AND theirs.user_id = u.id))
    ORDER BY u.changed_at, u.id LIMIT $4`,
};
const maxUsers = 500;

/** Whether a cursor still says anything about the room that its owner sees now. */
export const holds = (
  cursor: number | undefined,
  { joinedSeq, head }: { joinedSeq: number; head: number },
): cursor is number => cursor !== undefined && cursor >= joinedSeq && cursor <= head;

export const createSync =
  (pool: Pool) =>
  (userId: string, workspaceId: string, payload: Payload<"sync">): Promise<SyncResult> =>
    snapshot(pool, async (client) => {
      const epoch = await readEpoch(client);
      const all = (await client.query<MineRow>({ ...places, values: [userId] })).rows;
      const cursors = payload.epoch === epoch ? payload.cursors : {};
      const now = (await client.query<{ at: Date }>(moment)).rows[0]?.at ?? new Date();
      const users =
        payload.usersSince === undefined
          ? undefined
          : await usersSince(client, userId, workspaceId, payload.usersSince);

      const mine = all.filter((row) => row.left_seq === null);
      const result: SyncResult = {
        epoch,
        rooms: mine.map((row) => ({ roomId: row.room_id, status: "later", head: Number(row.head) })),
        // Of a room that the client never had, it has nothing to remove.
        removed: all.flatMap((row) =>
          row.left_seq !== null && row.room_id in payload.cursors
            ? [{ roomId: row.room_id, seq: Number(row.left_seq) }]
            : [],
        ),
        read: Object.fromEntries(mine.map((row) => [row.room_id, Number(row.last_read_seq)])),
        preferences: Object.fromEntries(
          mine.filter(hasChosen).map((row) => [row.room_id, toPreferences(row.kind, row)]),
        ),
        ...(users && { users: users.found }),
        at: (users?.upTo ?? now).toISOString(),
      };
      let room = maxSyncReplyBytes - envelopeBytes - byteLength(result);
      const whole = room;
      for (const [index, row] of mine.entries()) {
        const answer = await catchUpRoom(client, row, cursors[row.room_id], room > 0);
        const bytes = answer.payload ? byteLength(answer.payload) : 0;
        if (answer.status === "current") result.rooms[index] = answer;
        // What would not fit into a reply of its own would be `later` for ever.
        else if (bytes > whole) result.rooms[index] = { roomId: row.room_id, status: "reset", head: answer.head };
        else if (bytes <= room) {
          result.rooms[index] = answer;
          room -= bytes;
        } else room = 0;
      }
      return result;
    });

const hasChosen = (row: MineRow): boolean =>
  !samePreferences(toPreferences(row.kind, row), defaultPreferences(row.kind));

/** For the reply around the payload, and `"payload":` and a longer status in each room. */
const envelopeBytes = 4 * 1024;
const byteLength = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 16;

async function catchUpRoom(
  client: PoolClient,
  row: PlaceRow,
  cursor: number | undefined,
  mayLoad: boolean,
): Promise<SyncRoom> {
  const roomId = row.room_id;
  const head = Number(row.head);
  const joinedSeq = Number(row.joined_seq);
  if (!holds(cursor, { joinedSeq, head })) return { roomId, status: "reset", head };
  if (cursor === head) return { roomId, status: "current", head };
  if (!mayLoad) return { roomId, status: "later", head };
  const floor = row.history === "joining" ? joinedSeq : 0;
  const payload = await statesAfter(client, { roomId, after: cursor, floor, max: maxCatchUpEntities });
  return payload ? { roomId, status: "caughtUp", head, payload } : { roomId, status: "reset", head };
}

async function usersSince(
  client: PoolClient,
  userId: string,
  workspaceId: string,
  since: string,
): Promise<{ found: User[]; upTo: Date | undefined }> {
  const { rows } = await client.query<UserRow & { changed_at: Date }>({
    ...people,
    // Not as it was said: PostgreSQL knows neither a year 0 nor an offset of 16 hours.
    values: [userId, workspaceId, new Date(since), maxUsers],
  });
  // Where there are more, the next question goes on from the last one told.
  const upTo = rows.length === maxUsers ? rows.at(-1)?.changed_at : undefined;
  return { found: rows.map(toUser), upTo };
}

const placeOf = {
  name: "place_of",
  text: `SELECT m.room_id, r.head, r.history, m.joined_seq, m.left_seq, m.last_read_seq
    FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = $1 AND m.room_id = $2 AND m.left_seq IS NULL`,
};

/** One room's entry of `sync`; null where the person is no member. */
export const createCatchUp =
  (pool: Pool) =>
  (userId: string, roomId: string, after: number): Promise<SyncRoom | null> =>
    snapshot(pool, async (client) => {
      const row = (await client.query<PlaceRow>({ ...placeOf, values: [userId, roomId] })).rows[0];
      if (!row) return null;
      const answer = await catchUpRoom(client, row, after, true);
      // As large as `sync` lets it be: more would fill the outbound buffer of whoever asked for it.
      const tooLarge = answer.payload && byteLength(answer.payload) > maxSyncReplyBytes - envelopeBytes;
      return tooLarge ? { roomId, status: "reset", head: answer.head } : answer;
    });
