/** What the hub asks: where a person is, how far rooms have come, what changed. */
import type { Pool } from "pg";
import type { History } from "#contract/entities.ts";
import { maxCatchUpEntities } from "#contract/limits.ts";
import type { Changes, Place } from "#server/domain/ports.ts";
import { statesAfter } from "./states.ts";
import { snapshot } from "./transaction.ts";

const placesOf = {
  name: "places",
  text: `SELECT r.id, r.slug, r.history, r.head, m.joined_seq FROM memberships m JOIN rooms r ON r.id = m.room_id
    WHERE m.user_id = $1 AND m.left_seq IS NULL ORDER BY r.id`,
};
const headsOf = { name: "heads", text: "SELECT id, head FROM rooms WHERE id = ANY ($1::uuid[])" };

type PlaceRow = { id: string; slug: string | null; history: History; head: string; joined_seq: string };

export const createGatewayReads = (pool: Pool) => ({
  async places(userId: string): Promise<readonly Place[]> {
    const { rows } = await pool.query<PlaceRow>({ ...placesOf, values: [userId] });
    return rows.map(({ id, slug, history, head, joined_seq }) => ({
      roomId: id,
      slug: slug ?? "",
      history,
      joinedSeq: Number(joined_seq),
      head: Number(head),
    }));
  },

  async heads(roomIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await pool.query<{ id: string; head: string }>({ ...headsOf, values: [roomIds] });
    return new Map(rows.map(({ id, head }) => [id, Number(head)]));
  },

  changesAfter: (roomId: string, after: number): Promise<Changes> =>
    snapshot(pool, async (client) => {
      const { rows } = await client.query<{ id: string; head: string }>({ ...headsOf, values: [[roomId]] });
      const head = Number(rows[0]?.head ?? 0);
      const payload = await statesAfter(client, { roomId, after, floor: 0, max: maxCatchUpEntities });
      return payload ? { kind: "changes", after, head, payload } : { kind: "tooMany", head };
    }),
});
