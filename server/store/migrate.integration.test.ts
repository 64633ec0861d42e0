import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { administer, urlOf } from "#test/support/database-admin.ts";
import { readEpoch } from "./epoch.ts";
import { renewNonce } from "./epoch-nonce.ts";
import { MigrationError, migrate } from "./migrate.ts";
import { type Migration, readMigrations } from "./migrations.ts";

let url: string;
let drop: () => Promise<void>;

beforeEach(async () => {
  const server = inject("postgres").url;
  const name = `parley_migrate_${randomUUID().replaceAll("-", "")}`;
  await administer(server, `CREATE DATABASE ${name}`);
  url = urlOf(server, name);
  drop = () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
});
afterEach(() => drop());

const all = readMigrations();
const later = (sql: string): Migration => ({ name: "99990101000000_later", sql, checksum: "c".repeat(64) });

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("an empty database gets every migration, once", async () => {
  expect(await migrate(url)).toEqual(all.map(({ name }) => name));
  expect(await migrate(url)).toEqual([]);
  expect(await ask("SELECT count(*)::int AS n FROM server_state")).toEqual([{ n: 1 }]);
});

test("nodes that start together migrate once", async () => {
  const answers = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(answers.flat()).toHaveLength(all.length);
});

test("a migration that fails leaves nothing behind, and is tried again", async () => {
  await migrate(url);
  const broken = later("CREATE TABLE half (id int); SELECT 1 / 0;");
  await expect(migrate(url, [...all, broken])).rejects.toThrow(
    /99990101000000_later cannot be applied.*division by zero/,
  );
  expect(await ask("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  expect(await migrate(url, [...all, later("CREATE TABLE half (id int)")])).toEqual(["99990101000000_later"]);
});

test("a database newer than the code is refused", async () => {
  await migrate(url, [...all, later("SELECT 1")]);
  await expect(migrate(url)).rejects.toThrow(MigrationError);
  await expect(migrate(url)).rejects.toThrow(/newer than this Parley/);
});

test("a queue that cannot be brought up to date is said in a sentence", async () => {
  await migrate(url);
  await ask("INSERT INTO graphile_worker.migrations (id, breaking) VALUES (999999, true)");
  await expect(migrate(url)).rejects.toThrow(MigrationError);
  await expect(migrate(url)).rejects.toThrow(/queue.*graphile_worker.*999999/);
});

test("a migration that was edited after it was applied is refused", async () => {
  await migrate(url);
  const edited = all.map((one) => ({ ...one, checksum: "0".repeat(64) }));
  await expect(migrate(url, edited)).rejects.toThrow(/is not the one that was applied/);
});

test("a migration that another tool left half-way is refused", async () => {
  await migrate(url);
  await ask("UPDATE _prisma_migrations SET finished_at = NULL");
  await expect(migrate(url)).rejects.toThrow(/failed half-way/);
});

test("a database that is not there, or not reached, is a sentence that names DATABASE_URL and no password", async () => {
  const there = new URL(url);
  const missing = new URL(url);
  missing.pathname = "/nowhere";
  missing.password = "hunter2";
  const closed = `postgresql://parley:hunter2@127.0.0.1:1${there.pathname}`;
  for (const [address, reason] of [
    [missing.href, /DATABASE_URL.*"nowhere" does not exist/],
    [closed, /DATABASE_URL.*ECONNREFUSED/],
  ] as const) {
    const refused = await migrate(address).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MigrationError);
    expect(String(refused)).toMatch(reason);
    expect(String(refused)).not.toContain("hunter2");
  }
});

test("SYN-3: a new nonce makes another epoch", async () => {
  await migrate(url);
  const pool = new pg.Pool({ connectionString: url });
  const before = await readEpoch(pool);
  await renewNonce(pool);
  expect(await readEpoch(pool)).not.toBe(before);
  await pool.end();
});
