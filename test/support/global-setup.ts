/** Once per run: a PostgreSQL (or the one named by TEST_DATABASE_URL) with a migrated template to clone. */
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { administer, urlOf } from "./database-admin.ts";
import { startTestPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { url: string; template: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env.TEST_DATABASE_URL;
  const postgres = outside ? { url: outside, stop: async () => {} } : await startTestPostgres();
  const template = `parley_template_${process.pid}`;
  await administer(postgres.url, `CREATE DATABASE ${template}`);
  await migrate(urlOf(postgres.url, template));
  project.provide("postgres", { url: postgres.url, template });
  return async () => {
    await administer(postgres.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await postgres.stop();
  };
}

async function migrate(url: string): Promise<void> {
  const folder = new URL("../../prisma/migrations/", import.meta.url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith(".toml")) continue;
      await client.query(readFileSync(new URL(`${name}/migration.sql`, folder), "utf8"));
    }
  } finally {
    await client.end();
  }
}
