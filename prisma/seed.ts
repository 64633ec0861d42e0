/** `npm start -- --demo`: believable people, rooms and a few thousand messages, to look at and to play with. */
import argon2 from "argon2";
import type { Pool, PoolClient } from "pg";
import { StartError } from "#server/start-error.ts";
import { demoPassword, people } from "./demo/people.ts";
import { createRandom } from "./demo/random.ts";
import { makeWorkspace, type Rows, workspaceId } from "./demo/workspace.ts";

/** Fills an empty database; leaves a demo that is there as it is. Answers the sign-ins, for a person to read. */
export async function seedDemo(pool: Pool, now: Date = new Date()): Promise<string> {
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM workspaces");
  if (rows.length > 0 && !rows.some(({ id }) => id === workspaceId))
    throw new StartError("The demo needs an empty data folder: set DATA_DIR to a new one, or start without --demo.");
  if (rows.length === 0) await fill(pool, makeWorkspace(now, await argon2.hash(demoPassword), createRandom(11)));
  return signIns();
}

async function fill(pool: Pool, tables: Rows): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const [table, rows] of Object.entries(tables)) await insert(client, table, rows);
    await client.query("COMMIT");
    await client.query("ANALYZE");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

/** All rows in one statement; columns that they don't name get their defaults. */
async function insert(client: PoolClient, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  await client.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

function signIns(): string {
  const lines = people
    .filter(({ email }) => email !== null)
    .map(({ name, email, role }) => `  ${email?.padEnd(28)} ${name} (${role})`);
  return ["The demo's people, all with the password", `  ${demoPassword}`, ...lines].join("\n");
}
