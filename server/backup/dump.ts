/** Writes everything that a database holds, as of one moment, into a file. */
import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to } from "pg-copy-streams";
import { appliedMigrations } from "#server/store/migrate.ts";
import { BackupError, encode, type Header } from "./container.ts";
import { describeTables } from "./tables.ts";

/** The server goes on meanwhile. The file appears when it is whole, readable by its owner alone. */
export async function dump(url: string, file: string): Promise<Header> {
  if (existsSync(file)) throw new BackupError(`${file} exists already: name another file.`);
  const client = new pg.Client({ connectionString: url, application_name: "parley backup" });
  await client.connect();
  const unfinished = `${file}.unfinished`;
  try {
    // Made anew: one that lies there already would keep its rights, and whoever made it.
    await rm(unfinished, { force: true });
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // No migration may change a table between two of them: the lock that every migration takes.
    await client.query("SELECT pg_advisory_xact_lock_shared(72707369)");
    const header: Header = {
      format: "parley-backup",
      version: 1,
      createdAt: new Date().toISOString(),
      migrations: await migrationsOf(client),
      ...(await describeTables(client)),
    };
    const rows = ({ name, columns }: Header["tables"][number]) =>
      client.query(to(`COPY ${quote(name)} (${columns.map(quote).join(", ")}) TO STDOUT`));
    await pipeline(
      encode(header, rows),
      createGzip({ level: 6 }),
      createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true }),
    );
    await client.query("COMMIT");
    await rename(unfinished, file);
    return header;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function migrationsOf(client: pg.Client): Promise<Header["migrations"]> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
  );
  if (!rows[0]?.there)
    throw new BackupError("The database holds no Parley yet: start the server once before a backup.");
  return appliedMigrations(client);
}

const quote = (name: string) => pg.escapeIdentifier(name);
