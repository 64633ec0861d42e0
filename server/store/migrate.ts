/** Brings a database to the newest schema, in Prisma's own table, so that Prisma's CLI and this runner see one truth. */
import { randomUUID } from "node:crypto";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";
import { type Migration, readMigrations } from "./migrations.ts";
import { createPool } from "./pool.ts";

/** Why a database cannot be used by this code, in a sentence for the operator. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

type Applied = { readonly name: string; readonly checksum: string };

/** A database that is there answers at once; a firewall never does. */
const connectMs = 10_000;
/** Prisma's: whoever holds it may migrate, be it another node or its CLI. */
const advisoryLock = 72_707_369;
const lockTimeout = "60s";

const quiet = new Logger(() => () => {});

const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/**
 * Applies what is missing of `migrations` (those of this code), each in a transaction of its own: one that fails leaves
 * nothing behind, and the next start tries it again. Nodes that start together wait for each other.
 * Answers the names of those that it applied. Throws `MigrationError`.
 */
export async function migrate(url: string, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  const client = await connect(url);
  try {
    await client.query(`SET lock_timeout = '${lockTimeout}'`);
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    await client.query(createTable);
    const applied = await appliedMigrations(client);
    refuseOthers(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.some((one) => one.name === name));
    for (const migration of missing) await apply(client, migration);
    await migrateQueue(url);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** The queue brings tables of its own, in a schema of its own, which ours wake (deliveries). */
async function migrateQueue(url: string): Promise<void> {
  // A pool of ours: one of its own lets a connection that breaks while it is closed end the process.
  const pool = createPool(url, { max: 1 });
  try {
    await runMigrations({ pgPool: pool, logger: quiet });
  } catch (error) {
    throw new MigrationError(
      `The queue's schema graphile_worker cannot be made or brought up to date, for which DATABASE_URL's user needs CREATE on the database: ${reasonOf(error)}`,
      { cause: error },
    );
  } finally {
    await pool.end();
  }
}

/** Of all that can be wrong at a start, the database's address is the likeliest: a sentence, and never the password in it. */
async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "parley migrate",
    connectionTimeoutMillis: connectMs,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new MigrationError(`DATABASE_URL leads to no database that can be used: ${reasonOf(error)}.`);
  }
}

/** Several addresses of one name fail together, and then only their codes say anything. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return (error instanceof Error && error.message) || code;
}

/** What a database says was applied to it, in that order. Throws `MigrationError` where one was left unfinished. */
export async function appliedMigrations(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied & { finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  const failed = rows.find(({ finished }) => !finished);
  if (failed)
    throw new MigrationError(
      `The database's migration ${failed.name} failed half-way: repair it, then run prisma migrate resolve, or restore a backup.`,
    );
  return rows.map(({ name, checksum }) => ({ name, checksum }));
}

function refuseOthers(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const { name, checksum } of applied) {
    const known = migrations.find((migration) => migration.name === name);
    if (!known)
      throw new MigrationError(
        `The database is newer than this Parley (it has the migration ${name}): start the Parley that wrote it, or a later one.`,
      );
    if (known.checksum !== checksum)
      throw new MigrationError(
        `The migration ${name} is not the one that was applied to the database: restore its file in prisma/migrations.`,
      );
  }
}

async function apply(client: pg.ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query(sql);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`The migration ${name} cannot be applied, and nothing of it was: ${reason}.`, {
      cause: error,
    });
  }
}
