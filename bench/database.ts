/** A database as Parley runs it by default, durable, in a folder of its own; BENCH_DATABASE_URL names another, empty one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#server/embedded-postgres.ts";
import { migrate } from "#server/store/migrate.ts";
import { print } from "./report.ts";

export async function withDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const outside = process.env.BENCH_DATABASE_URL;
  if (outside) return measure(outside, work);
  const folder = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: silent });
  try {
    await measure(postgres.url, work);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, work: (url: string) => Promise<void>): Promise<void> {
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const settings = ["server_version", "fsync", "synchronous_commit", "full_page_writes"];
    const { rows } = await client.query<{ name: string; setting: string }>(
      "SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY array_position($1, name)",
      [settings],
    );
    print(`PostgreSQL: ${rows.map(({ name, setting }) => `${name} ${setting}`).join(", ")}`);
    if (rows.some(({ setting }) => setting === "off")) throw new Error("What is not durable is not worth measuring.");
  } finally {
    await client.end();
  }
  await work(url);
}
