/** A long past for a room, written straight into the tables of a running server, as if it had been said in turn. */
import pg from "pg";
import type { MyRoom } from "#contract/entities.ts";
import { findEmbeddedPostgres } from "#server/embedded-postgres.ts";
import type { Colleague } from "./colleagues.ts";
import type { TestServer } from "./server.ts";

const hourMs = 3_600_000;

export type Past = {
  readonly count: number;
  /** How many of them everybody has read; all by default. */
  readonly read?: number;
};

/** The seqs of what was said, ascending: "Line 1", "Line 2" …, one an hour, the last one an hour ago; some are long. */
export async function fillPast(
  server: TestServer,
  room: MyRoom,
  people: readonly [Colleague, ...Colleague[]],
  { count, read = count }: Past,
): Promise<number[]> {
  const url = findEmbeddedPostgres(server.dataDir);
  if (!url) throw new Error("The server has no embedded database that runs.");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ head: string }>("SELECT head FROM rooms WHERE id = $1", [room.roomId]);
    const head = Number(found.rows[0]?.head);
    const seqs = Array.from({ length: count }, (_, i) => head + 1 + i);
    const rows = seqs.map((seq, i) => ({
      seq,
      author: people[Math.floor(i / 3) % people.length]?.id,
      text: textOf(i + 1),
      at: new Date(Date.now() - (count - i) * hourMs).toISOString(),
    }));
    await client.query(
      `INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, created_at)
        SELECT $1, seq, seq, author, text, 'past-' || seq, at
        FROM json_to_recordset($2) AS said(seq bigint, author uuid, text text, at timestamptz)`,
      [room.roomId, JSON.stringify(rows)],
    );
    await client.query("UPDATE rooms SET head = $2 WHERE id = $1", [room.roomId, head + count]);
    await client.query("UPDATE memberships SET last_read_seq = $2 WHERE room_id = $1", [room.roomId, head + read]);
    return seqs;
  } finally {
    await client.end();
  }
}

/** Lines of different height, as people write them. */
function textOf(n: number): string {
  if (n % 7 === 0) return `Line ${n}\n${"and what follows from it, at some length. ".repeat(6)}`;
  if (n % 11 === 0) return `Line ${n}\n\n- one\n- two\n- \`three\``;
  return `Line ${n}`;
}
