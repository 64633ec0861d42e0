/** Real databases for tests: each a clone of one migrated template, so that a test file starts clean in milliseconds. */
import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import { administer, urlOf } from "./database-admin.ts";

export type TestDatabase = {
  readonly name: string;
  /** For `pg`, Prisma or the server's DATABASE_URL. */
  readonly url: string;
};

/**
 * A migrated, empty database, dropped after the test file. To be called at the top level of a file or in a `describe`:
 *
 *     const database = await createTestDatabase();
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, template } = inject("postgres");
  const name = `parley_test_${randomUUID().replaceAll("-", "")}`;
  await administer(url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  afterAll(() => administer(url, `DROP DATABASE ${name} WITH (FORCE)`));
  return { name, url: urlOf(url, name) };
}
