import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";

const [one, other] = [await createTestDatabase(), await createTestDatabase()];
const clients = [one, other].map(({ url }) => new pg.Client({ connectionString: url }));
afterAll(() => Promise.all(clients.map((client) => client.end())));

test("each test database has the tables, and nothing of another's rows", async () => {
  await Promise.all(clients.map((client) => client.connect()));
  const insert = "INSERT INTO workspaces (id, slug, name) VALUES (gen_random_uuid(), 'acme', 'Acme')";
  for (const client of clients) await client.query(insert);
  for (const client of clients) {
    expect((await client.query("SELECT slug FROM workspaces")).rows).toEqual([{ slug: "acme" }]);
  }
});
