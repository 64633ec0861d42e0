/** Once per run: a PostgreSQL (or the one named by TEST_DATABASE_URL) with a migrated template to clone. */
import type { TestProject } from "vitest/node";
import { migrate } from "#server/store/migrate.ts";
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
