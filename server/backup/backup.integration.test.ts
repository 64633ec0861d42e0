import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import { readEpoch } from "#server/store/epoch.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { verify } from "./container.ts";
import { dump } from "./dump.ts";
import { migrationsOf } from "./load.ts";
import { dropKept, replace } from "./replace.ts";

const database = await createTestDatabase();
const folder = await mkdtemp(join(tmpdir(), "parley-backup-"));
afterAll(() => rm(folder, { recursive: true }));

const [workspace, ada, room] = [randomUUID(), randomUUID(), randomUUID()];
let file: string;
let pool: pg.Pool;
let kept: string | null = null;

beforeEach(async () => {
  file = join(folder, `${randomUUID()}.gz`);
  pool = new pg.Pool({ connectionString: database.url });
  // A restore cuts idle connections; the pool makes new ones.
  pool.on("error", () => undefined);
  await pool.query("TRUNCATE workspaces, users, rooms, memberships, messages CASCADE");
  await pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, 'w', 'Wörk\tspace\n\\.')", [workspace]);
  await pool.query(
    "INSERT INTO users (id, workspace_id, email, name, role) VALUES ($1, $2, 'ada@example.com', 'Ada', 'owner')",
    [ada, workspace],
  );
  // Every byte there is, which a text format has to carry.
  await pool.query("INSERT INTO user_pictures (user_id, digest, bytes) VALUES ($1, $2, $3)", [
    ada,
    Buffer.alloc(32, 10),
    Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  ]);
  await pool.query(
    "INSERT INTO rooms (id, workspace_id, slug, name, kind) VALUES ($1, $2, 'general', 'General', 'public')",
    [room, workspace],
  );
  await pool.query("INSERT INTO memberships (room_id, user_id, changed_seq, joined_seq) VALUES ($1, $2, 1, 1)", [
    room,
    ada,
  ]);
  await pool.query(
    `INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, created_at, mentions)
     SELECT $1, n, n, $2, repeat('käse ' || n, 100), 'r' || n, now(), ARRAY[$2::uuid] FROM generate_series(2, 2000) n`,
    [room, ada],
  );
});
afterEach(async () => {
  await pool.end();
  if (kept) await dropKept(database.url, kept);
  kept = null;
});

const contents = async () => {
  const { rows } = await pool.query<{ digest: string }>(
    `SELECT md5(string_agg(x, '|' ORDER BY x)) AS digest FROM (
       SELECT m::text AS x FROM messages m UNION ALL SELECT u::text FROM users u
       UNION ALL SELECT p::text FROM user_pictures p
       UNION ALL SELECT r::text FROM rooms r UNION ALL SELECT s::text FROM memberships s UNION ALL SELECT w::text FROM workspaces w) everything`,
  );
  return rows[0]?.digest;
};

test("SYN-3: a restore brings back every row, under another epoch, and keeps what was there", async () => {
  const [before, epoch] = [await contents(), await readEpoch(pool)];
  await dump(database.url, file);
  await pool.query("DELETE FROM messages WHERE seq > 10");
  const lost = await contents();

  ({ kept } = await replace(database.url, file));

  expect(await contents()).toBe(before);
  expect(await readEpoch(pool)).not.toBe(epoch);
  const old = new pg.Client({ connectionString: database.url.replace(database.name, String(kept)) });
  await old.connect();
  expect((await old.query("SELECT count(*)::int AS n FROM messages")).rows).toEqual([{ n: 9 }]);
  await old.end();
  expect(lost).not.toBe(before);
});

test("a server that goes on reading is cut off for a moment and then sees the restored rows", async () => {
  await dump(database.url, file);
  await pool.query("DELETE FROM messages");
  let restored = false;
  let errors = 0;
  const reader = (async () => {
    while (!restored) await pool.query("SELECT pg_sleep(0.01)").catch(() => errors++);
  })();
  ({ kept } = await replace(database.url, file));
  restored = true;
  await reader;
  expect(errors).toBeGreaterThan(0);
  expect((await pool.query("SELECT count(*)::int AS n FROM messages")).rows).toEqual([{ n: 1999 }]);
});

test("a backup is one moment, whatever is written meanwhile", async () => {
  let done = false;
  const writer = (async () => {
    // Both rows of a pair are committed together: a backup has both or neither.
    for (let n = 0; !done; n++)
      await pool.query(
        `WITH u AS (INSERT INTO users (id, workspace_id, name) VALUES (gen_random_uuid(), $1, 'pair') RETURNING id)
         INSERT INTO rooms (id, workspace_id, slug, name, kind) SELECT id, $1, 'pair-' || $2::int, 'pair', 'public' FROM u`,
        [workspace, n],
      );
  })();
  await dump(database.url, file).finally(() => {
    done = true;
  });
  await writer;
  ({ kept } = await replace(database.url, file));
  const { rows } = await pool.query(
    "SELECT (SELECT count(*) FROM users WHERE name = 'pair') = (SELECT count(*) FROM rooms WHERE name = 'pair') AS whole",
  );
  expect(rows).toEqual([{ whole: true }]);
});

test.each([
  ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
  ["cut off half-way", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ["changed in one byte", (bytes: Buffer) => gzipSync(changed(gunzipSync(bytes)))],
  ["without its last line", (bytes: Buffer) => gzipSync(withoutLastLine(gunzipSync(bytes)))],
  ["not a backup", () => Buffer.from("hello")],
  ["empty", () => Buffer.alloc(0)],
])("a file that is %s is refused, and the database stays as it was", async (_, damage) => {
  await dump(database.url, file);
  await writeFile(file, damage(await readFile(file)));
  const before = await contents();
  await expect(replace(database.url, file)).rejects.toThrow(/backup|damaged/);
  expect(await contents()).toBe(before);
});

test("a backup of a later Parley is refused", async () => {
  await dump(database.url, file);
  const header = await verify(file);
  expect(() => migrationsOf(header, [])).toThrow(/made by another Parley/);
});

test("an existing file is not overwritten", async () => {
  await dump(database.url, file);
  await expect(dump(database.url, file)).rejects.toThrow(/exists already/);
});

test("a database without Parley has nothing to back up", async () => {
  const { url } = inject("postgres");
  await expect(dump(url, file)).rejects.toThrow(/holds no Parley/);
});

function changed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf("käse");
  copy[at] = 75;
  return copy;
}

const withoutLastLine = (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf(10, bytes.length - 2) + 1);

test("a backup is its owner's alone, also where an unfinished one that others may read lies in its way", async () => {
  await writeFile(`${file}.unfinished`, "half of one", { mode: 0o644 });
  await dump(database.url, file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await verify(file);
});
