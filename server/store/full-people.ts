import type { Pool, PoolClient } from "pg";
import { conflict } from "#server/domain/errors.ts";

/** How many rooms one person may be in: each of their connections begins by reading all of them. */
const maxRooms = 2_000;

/** Throws `conflict` where one of these people is in as many rooms as anyone may. Joinings at the same moment may pass it. */
export async function refuseFull(db: Pool | PoolClient, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const { rowCount } = await db.query({
    name: "full_people",
    text: `SELECT FROM unnest($1::uuid[]) AS p (id) WHERE ${maxRooms} <=
      (SELECT count(*) FROM (SELECT FROM memberships m WHERE m.user_id = p.id AND m.left_seq IS NULL LIMIT ${maxRooms}) x) LIMIT 1`,
    values: [userIds],
  });
  if (rowCount !== 0) throw conflict(`Nobody can be in more than ${maxRooms.toLocaleString("en")} rooms.`);
}
