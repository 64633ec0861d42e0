/**
 * `npm run migrate:new -- <name>`: writes the migration that brings the tables from the newest one to prisma/schema.prisma.
 * It needs no database of yours: Prisma gives all migrations to a database of a temporary PostgreSQL, and compares.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "#server/embedded-postgres.ts";
import { createLogger } from "#server/observability/logger.ts";
import { migrationsFolder } from "#server/store/migrations.ts";

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write("Usage: npm run migrate:new -- <name_in_snake_case>\n");
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "parley-new-migration-"));
const log = createLogger({ logLevel: "silent", logFormat: "json", nodeName: "tools" });
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
try {
  const sql = difference(postgres.url);
  if (/^-- This is an empty migration/.test(sql)) process.stdout.write("prisma/schema.prisma asks for no change.\n");
  else process.stdout.write(`Wrote ${write(sql)}: read it before you keep it.\n`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true });
}

function difference(url: string): string {
  const run = spawnSync(
    "prisma",
    ["migrate", "diff", "--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma", "--script"],
    {
      encoding: "utf8",
      timeout: 60_000,
      env: {
        ...process.env,
        DATABASE_URL: url,
        PRISMA_SCHEMA_ENGINE_BINARY: join(import.meta.dirname, "schema-engine.mjs"),
      },
    },
  );
  // Prisma exits with 0 where its engine cannot be run, and then says nothing.
  if (run.status !== 0 || run.stdout.trim() === "") throw new Error(run.stderr || "Prisma printed no migration.");
  return run.stdout.trim();
}

function write(sql: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const migration = join(migrationsFolder, `${stamp}_${name}`);
  mkdirSync(migration);
  writeFileSync(join(migration, "migration.sql"), `${sql}\n`);
  return migration;
}
