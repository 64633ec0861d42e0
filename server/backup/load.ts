/** Fills a new, empty database from a backup: as it was then, and then brought to this code's schema. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from } from "pg-copy-streams";
import { renewNonce } from "#server/store/epoch-nonce.ts";
import { migrate } from "#server/store/migrate.ts";
import { type Migration, readMigrations } from "#server/store/migrations.ts";
import { BackupError, type Header, open } from "./container.ts";

/** Throws `BackupError`, `MigrationError`, or what PostgreSQL says; the database is then of no use. */
export async function load(url: string, file: string): Promise<void> {
  const { header, tables } = await open(file);
  await migrate(url, migrationsOf(header));
  const client = new pg.Client({ connectionString: url, application_name: "parley restore" });
  await client.connect();
  try {
    await client.query("BEGIN");
    // Migrations may have put rows of their own, which the backup has too.
    if (header.tables.length > 0)
      await client.query(`TRUNCATE ${header.tables.map(({ name }) => quote(name)).join(", ")}`);
    for await (const { name, columns, rows } of tables()) {
      const copy = client.query(from(`COPY ${quote(name)} (${columns.map(quote).join(", ")}) FROM STDIN`));
      await pipeline(Readable.from(rows), copy);
    }
    for (const { name, value } of header.sequences)
      await client.query("SELECT setval($1::regclass, $2)", [quote(name), value]);
    await client.query("COMMIT");
    await migrate(url);
    await renewNonce(client);
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
}

/** Those that the backup's database had. Throws `BackupError` where this code does not know one, or knows another. */
export function migrationsOf(header: Header, known: readonly Migration[] = readMigrations()): Migration[] {
  return header.migrations.map(({ name, checksum }) => {
    const migration = known.find((one) => one.name === name && one.checksum === checksum);
    if (!migration)
      throw new BackupError(
        `The backup was made by another Parley (its migration ${name} is not known here): restore it with that one, or a later one.`,
      );
    return migration;
  });
}

const quote = (name: string) => pg.escapeIdentifier(name);
