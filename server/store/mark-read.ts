/** Read markers. They are a person's own, so they take no number and don't wait for the room's lock. */
import type { Pool } from "pg";
import type { Changed } from "#contract/commands.ts";
import { notFound } from "#server/domain/errors.ts";
import type { MarkRead, Store } from "#server/domain/store.ts";
import { rememberKey, usedKey } from "./change-room.ts";
import { change } from "./transaction.ts";

const lockMarker = {
  name: "lock_marker",
  text: `SELECT m.last_read_seq, least(r.head, $3::bigint) AS wanted FROM memberships m JOIN rooms r ON r.id = m.room_id
    WHERE m.room_id = $1 AND m.user_id = $2 AND m.left_seq IS NULL FOR UPDATE OF m`,
};
const moveMarker = {
  name: "move_marker",
  text: "UPDATE memberships SET last_read_seq = $3 WHERE room_id = $1 AND user_id = $2",
};

export const createMarkRead =
  (pool: Pool) =>
  ({ userId, roomId, seq: asked, back, key }: MarkRead): Promise<Changed & { moved: boolean }> =>
    change(pool, async (client) => {
      const first = await usedKey(client, userId, key);
      if (first) return { ...first, moved: false };
      const { rows } = await client.query<{ last_read_seq: string; wanted: string }>({
        ...lockMarker,
        values: [roomId, userId, asked],
      });
      if (!rows[0]) throw notFound();
      const [old, wanted] = [Number(rows[0].last_read_seq), Number(rows[0].wanted)];
      const seq = back ? wanted : Math.max(old, wanted);
      const moved = seq !== old;
      if (moved) await client.query({ ...moveMarker, values: [roomId, userId, seq] });
      const now = new Date();
      await rememberKey(client, { actorId: userId, key, roomId, seq, now });
      return { roomId, seq, timestamp: now.toISOString(), moved };
    });

// In one order, so that two of these never wait for each other. A marker is never moved back: it stays where its room's
// head, as this statement saw it, lies below it.
const moveMarkers = {
  name: "move_markers",
  text: `WITH behind AS (
      SELECT m.room_id, r.head FROM memberships m JOIN rooms r ON r.id = m.room_id
      WHERE m.user_id = $1 AND m.left_seq IS NULL AND m.last_read_seq < r.head ORDER BY m.room_id FOR UPDATE OF m)
    UPDATE memberships m SET last_read_seq = behind.head FROM behind
    WHERE m.room_id = behind.room_id AND m.user_id = $1 RETURNING m.room_id`,
};
const markers = {
  name: "markers",
  text: "SELECT room_id, last_read_seq FROM memberships WHERE user_id = $1 AND left_seq IS NULL ORDER BY room_id",
};

export const createMarkAllRead =
  (pool: Pool): Store["markAllRead"] =>
  (userId) =>
    change(pool, async (client) => {
      const moved = await client.query<{ room_id: string }>({ ...moveMarkers, values: [userId] });
      const all = await client.query<{ room_id: string; last_read_seq: string }>({ ...markers, values: [userId] });
      return {
        read: Object.fromEntries(all.rows.map(({ room_id, last_read_seq }) => [room_id, Number(last_read_seq)])),
        moved: moved.rows.map(({ room_id }) => room_id),
        timestamp: new Date().toISOString(),
      };
    });
