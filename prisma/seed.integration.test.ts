import argon2 from "argon2";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { demoPassword } from "./demo/people.ts";
import { createRandom } from "./demo/random.ts";
import { makeWorkspace } from "./demo/workspace.ts";
import { seedDemo } from "./seed.ts";

const database = await createTestDatabase();
const pool = new pg.Pool({ connectionString: database.url });
afterAll(() => pool.end());

const now = new Date("2026-06-17T14:00:00Z");
const signIns = await seedDemo(pool, now);

const ask = async (sql: string) => (await pool.query(sql)).rows;

test("the demo is a company of a dozen people and a few thousand messages", async () => {
  const [counts] =
    await ask(`SELECT (SELECT count(*)::int FROM messages) AS messages, (SELECT count(*)::int FROM users) AS people,
    (SELECT count(*)::int FROM rooms WHERE slug IS NOT NULL) AS rooms, (SELECT count(*)::int FROM messages WHERE thread_seq IS NOT NULL) AS replies,
    (SELECT count(*)::int FROM messages WHERE edited_at IS NOT NULL) AS edited, (SELECT count(*)::int FROM messages WHERE deleted_at IS NOT NULL) AS deleted,
    (SELECT count(*)::int FROM messages WHERE mentions <> '{}') AS mentions`);
  expect(counts.messages).toBeGreaterThan(3000);
  expect(counts).toMatchObject({ people: 13, rooms: 8 });
  for (const some of [counts.replies, counts.edited, counts.deleted, counts.mentions]) expect(some).toBeGreaterThan(0);
});

test("SEQ-1: the head of every room is the number of its changes", async () => {
  const rooms = await ask(`
    SELECT r.head::int AS head, 1 + (r.changed_seq > 1)::int
      + (SELECT count(*) FROM memberships m WHERE m.room_id = r.id AND m.joined_seq > 1)::int
      + (SELECT count(*) + count(edited_at) + count(deleted_at) FROM messages m WHERE m.room_id = r.id)::int
      + (SELECT count(*) FROM reactions x WHERE x.room_id = r.id)::int AS changes
    FROM rooms r`);
  expect(rooms).toHaveLength(14);
  for (const room of rooms) expect(room.head).toBe(room.changes);
});

test("SEQ-2: changes are counted within their room, and messages follow each other in time", async () => {
  expect(
    await ask(
      "SELECT FROM messages m JOIN rooms r ON r.id = m.room_id WHERE m.changed_seq > r.head OR m.created_at > '2026-06-17T14:00:00Z'",
    ),
  ).toEqual([]);
  expect(
    await ask(
      "SELECT FROM (SELECT created_at < lag(created_at) OVER (PARTITION BY room_id ORDER BY seq) AS back FROM messages) t WHERE back",
    ),
  ).toEqual([]);
});

test("SEQ-8: nobody writes or reacts before they joined", async () => {
  expect(
    await ask(`SELECT FROM messages x LEFT JOIN memberships m ON m.room_id = x.room_id AND m.user_id = x.author_id
               WHERE m.user_id IS NULL OR m.joined_seq > x.seq`),
  ).toEqual([]);
  expect(
    await ask(
      `SELECT FROM reactions x LEFT JOIN memberships m ON m.room_id = x.room_id AND m.user_id = x.user_id WHERE m.user_id IS NULL`,
    ),
  ).toEqual([]);
});

test("no script shows its seams", async () => {
  expect(
    await ask(String.raw`SELECT text FROM messages WHERE text ~ '\[\[|\]\]|@[A-D]\y|\$[a-z]|^[A-D]\^?: '`),
  ).toEqual([]);
});

test("there is something unread, and nothing read that is not there", async () => {
  expect(
    await ask("SELECT FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE last_read_seq < head LIMIT 1"),
  ).toHaveLength(1);
  expect(
    await ask(
      "SELECT FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE last_read_seq > head OR last_read_seq < joined_seq",
    ),
  ).toEqual([]);
});

test("the printed sign-ins are right", async () => {
  expect(signIns).toContain("mara@lighthouse.example");
  const [mara] = await ask("SELECT password_hash FROM users WHERE email = 'mara@lighthouse.example'");
  expect(await argon2.verify(mara.password_hash, demoPassword)).toBe(true);
});

test("a second start leaves the demo as it is and prints the sign-ins again", async () => {
  const before = await ask("SELECT count(*) FROM messages");
  expect(await seedDemo(pool)).toBe(signIns);
  expect(await ask("SELECT count(*) FROM messages")).toEqual(before);
});

test("everyone sees the same demo", () => {
  expect(makeWorkspace(now, "hash", createRandom(1))).toEqual(makeWorkspace(now, "hash", createRandom(1)));
});

test("a workspace of real people is not touched", async () => {
  await pool.query("TRUNCATE workspaces CASCADE");
  await pool.query("INSERT INTO workspaces (id, slug, name) VALUES (gen_random_uuid(), 'real', 'Real')");
  await expect(seedDemo(pool)).rejects.toThrow(/needs an empty data folder/);
});
