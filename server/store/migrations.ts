/** The migrations of this code, as they lie in prisma/migrations. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Migration = {
  /** Begins with its time, so that names sort as they are applied. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hex, as Prisma writes it down. */
  readonly checksum: string;
};

export const migrationsFolder = fileURLToPath(new URL("../../prisma/migrations/", import.meta.url));

/** In the order in which they are applied. */
export function readMigrations(folder: string = migrationsFolder): Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}
