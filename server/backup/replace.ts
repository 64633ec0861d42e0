/** Puts a backup in the place of a database, and keeps what was there under another name. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { BackupError, verify } from "./container.ts";
import { load, migrationsOf } from "./load.ts";

/** Where the database that was replaced is kept; null where there was none. */
export type Replaced = { readonly kept: string | null };

const mark = "_before_restore_";

/**
 * Everything that can fail does so beside the old database; the last step renames both in one transaction. A running
 * server's connections are cut, and it goes on with the restored rows, under a new epoch (SYN-3).
 */
export async function replace(url: string, file: string): Promise<Replaced> {
  migrationsOf(await verify(file));
  const target = nameOf(url);
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const beside = `${target.slice(0, 30)}_restoring_${stamp}`;
  const admin = await maintain(url);
  try {
    await createDatabase(admin, beside);
    try {
      await load(withName(url, beside), file);
      if ((await exists(admin, target)) && (await isBlank(url))) await admin.query(`DROP DATABASE ${quote(target)}`);
      const kept = (await exists(admin, target)) ? `${target.slice(0, 30)}${mark}${stamp}` : null;
      await swap(url, admin, { target, beside, kept });
      return { kept };
    } catch (error) {
      await admin.query(`DROP DATABASE IF EXISTS ${quote(beside)} WITH (FORCE)`);
      throw error;
    }
  } finally {
    await admin.end();
  }
}

/** Removes a database that a restore kept, and no other. */
export async function dropKept(url: string, name: string): Promise<void> {
  if (!name.startsWith(`${nameOf(url).slice(0, 30)}${mark}`))
    throw new BackupError(`${name} is no database that a restore kept.`);
  const admin = await maintain(url);
  try {
    if (!(await exists(admin, name))) throw new BackupError(`There is no database ${name}.`);
    await admin.query(`DROP DATABASE ${quote(name)} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}

async function createDatabase(admin: pg.Client, name: string): Promise<void> {
  try {
    await admin.query(`CREATE DATABASE ${quote(name)} TEMPLATE template0`);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === "42501")
      throw new BackupError(
        "The user of DATABASE_URL may not create databases, which a restore needs: give it the right with ALTER ROLE … CREATEDB.",
      );
    throw error;
  }
}

/**
 * A rename takes a lock that keeps new connections waiting, then waits up to 5 s until the old ones are gone: so a
 * second connection ends those while the first one waits, and nobody slips in between.
 */
async function swap(url: string, admin: pg.Client, names: Names): Promise<void> {
  const { target, beside, kept } = names;
  await admin.query("BEGIN");
  try {
    if (kept) await renameUsed(url, admin, target, kept);
    await admin.query(`ALTER DATABASE ${quote(beside)} RENAME TO ${quote(target)}`);
    await admin.query("COMMIT");
  } catch (error) {
    await admin.query("ROLLBACK");
    throw error;
  }
}

type Names = { target: string; beside: string; kept: string | null };

async function renameUsed(url: string, admin: pg.Client, from: string, to: string): Promise<void> {
  let over = false;
  const renamed = admin.query(`ALTER DATABASE ${quote(from)} RENAME TO ${quote(to)}`).finally(() => {
    over = true;
  });
  const second = await maintain(url);
  try {
    while (!over) {
      await second.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [from]);
      await Promise.race([renamed, sleep(50)]);
    }
    await renamed;
  } finally {
    await second.end();
  }
}

/** A database without a table: nothing in it is worth keeping. */
async function isBlank(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query("SELECT FROM pg_tables WHERE schemaname = 'public' LIMIT 1")).rowCount === 0;
  } finally {
    await client.end();
  }
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  return (await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])).rowCount === 1;
}

/** A connection to the server's own database, as nobody can rename the one that they are in. */
async function maintain(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: withName(url, "postgres"), application_name: "parley restore" });
  await client.connect();
  return client;
}

const nameOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

function withName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

const quote = (name: string) => pg.escapeIdentifier(name);
