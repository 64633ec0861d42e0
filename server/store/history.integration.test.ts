/** Where a page of history turns: around a seq, whatever it names, and at a time. */
import { afterAll, expect, test } from "vitest";
import type { Actor } from "#server/domain/actor.ts";
import type { Page } from "#server/domain/store.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createWorld } from "#test/support/world.ts";

const { url } = await createTestDatabase();
const world = await createWorld(url);
const { domain, store, pool, ask } = world;
afterAll(() => world.close());

const start = Date.parse("2026-01-01T00:00:00.000Z");
/** `minutes` after the beginning of 2026. */
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

/** Messages that were created so many minutes after the beginning of 2026, from seq 2 on; the room itself is change 1. */
async function roomOf(owner: Actor, minutes: readonly number[], history: "all" | "joining" = "all"): Promise<string> {
  const { roomId } = await world.room(owner, { history });
  await fill(roomId, owner, minutes.map(at));
  return roomId;
}

async function fill(roomId: string, author: Actor, times: readonly string[]): Promise<void> {
  await pool.query(
    `WITH moved AS (UPDATE rooms SET head = head + cardinality($3::timestamptz[]) WHERE id = $1 RETURNING head)
     INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, created_at)
     SELECT $1, head - cardinality($3) + n, head - cardinality($3) + n, $2, 'text ' || n, 'r' || n, t
     FROM moved, unnest($3::timestamptz[]) WITH ORDINALITY AS times (t, n)`,
    [roomId, author.id, times],
  );
}

async function page(actor: Actor, roomId: string, asked: Partial<Page>) {
  const { messages, hasBefore, hasAfter, ...rest } = await domain.listMessages(actor, roomId, { limit: 4, ...asked });
  return {
    seqs: messages.map(({ seq }) => seq),
    hasBefore,
    hasAfter,
    ...("foundSeq" in rest && { found: rest.foundSeq }),
  };
}

test("jumping to a time opens around the first message from then on", async () => {
  const ada = await world.person();
  const roomId = await roomOf(ada, [0, 10, 20, 30, 40, 50, 60, 70]);
  const middle = { seqs: [3, 4, 5, 6], hasBefore: true, hasAfter: true, found: 5 };
  for (const minutes of [20.5, 25, 29.999, 30]) expect(await page(ada, roomId, { at: at(minutes) })).toEqual(middle);
  expect(await page(ada, roomId, { at: "2026-01-01T02:30:00+02:00" })).toEqual(middle);
});

test("a time before the first message opens the beginning, one after the last the end, and says that nothing was found", async () => {
  const ada = await world.person();
  const roomId = await roomOf(ada, [0, 10, 20, 30, 40, 50]);
  const beginning = { seqs: [2, 3, 4, 5], hasBefore: false, hasAfter: true, found: 2 };
  expect(await page(ada, roomId, { at: at(-1) })).toEqual(beginning);
  expect(await page(ada, roomId, { at: "0000-01-01T00:00:00Z" })).toEqual(beginning);
  const end = { seqs: [4, 5, 6, 7], hasBefore: true, hasAfter: false };
  expect(await page(ada, roomId, { at: at(50) })).toEqual({ ...end, found: 7 });
  expect(await page(ada, roomId, { at: at(51) })).toEqual({ ...end, found: null });
  expect(await page(ada, roomId, { at: "9999-12-31T23:59:59Z" })).toEqual({ ...end, found: null });
  const empty = await world.room(ada);
  const nothing = { seqs: [], hasBefore: false, hasAfter: false };
  expect(await page(ada, empty.roomId, { at: at(0) })).toEqual({ ...nothing, found: null });
});

test("jumping to a time finds the place also between other changes, tombstones and long gaps", async () => {
  const [ada, bo] = [await world.person(), await world.person()];
  const roomId = await roomOf(ada, [0, 1, 2]);
  for (let n = 0; n < 20; n++)
    await ask(ada, n % 2 ? "removeReaction" : "addReaction", roomId, { seq: 2, emoji: "👍" });
  await domain.putMember(ada, roomId, bo.id, "member");
  await fill(roomId, ada, [at(1_000), at(1_001)]);
  await ask(ada, "deleteMessage", roomId, { seq: 26 });
  expect(await page(bo, roomId, { at: at(3) })).toEqual({
    seqs: [3, 4, 26, 27],
    hasBefore: true,
    hasAfter: false,
    found: 26,
  });
  expect(await page(bo, roomId, { at: at(1) })).toMatchObject({ found: 3 });
});

test("SEQ-7: jumping to a time before one's joining opens at the joining, and tells nothing of what was before", async () => {
  const [ada, bo] = [await world.person(), await world.person()];
  const roomId = await roomOf(ada, [0, 10, 20], "joining");
  await domain.putMember(ada, roomId, bo.id, "member");
  await fill(roomId, ada, [at(30), at(40)]);
  const visible = { seqs: [6, 7], hasBefore: false, hasAfter: false };
  for (const minutes of [-5, 0, 10, 25])
    expect(await page(bo, roomId, { at: at(minutes) })).toEqual({ ...visible, found: 6 });
  expect(await page(ada, roomId, { at: at(10) })).toMatchObject({ found: 3 });
  const eve = await world.person();
  await expect(page(eve, roomId, { at: at(0) })).rejects.toMatchObject({ code: "notFound" });
});

test("clocks that differ a little between nodes hide no message from a jump", async () => {
  const ada = await world.person();
  const roomId = await roomOf(ada, [0, 10, 20, 31, 29.9, 30.5, 29.8, 40, 50]);
  expect(await page(ada, roomId, { at: at(30) })).toMatchObject({ found: 5 });
  expect(await page(ada, roomId, { at: at(31.5) })).toMatchObject({ found: 9 });
});

test("a jump agrees with looking at every message, whatever the gaps", async () => {
  const ada = await world.person();
  const times = Array.from({ length: 300 }, (_, n) => n * 7 + (n % 50 === 0 ? 0 : n % 3));
  const roomId = await roomOf(ada, times);
  for (let minutes = -10; minutes < 2_200; minutes += 13) {
    const wanted = times.findIndex((time) => time >= minutes);
    expect([minutes, (await store.messages(ada.id, roomId, { at: at(minutes), limit: 1 }))?.foundSeq]).toEqual([
      minutes,
      wanted === -1 ? null : wanted + 2,
    ]);
  }
});

test("a jump within 100,000 messages reads a few hundred pages of the database, not the room", async () => {
  const ada = await world.person();
  const { roomId } = await world.room(ada);
  // The plan is made while the table is small, as on a server that grows.
  for (let n = 0; n < 8; n++) await page(ada, roomId, { at: at(n) });
  await pool.query(
    `INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, created_at)
     SELECT $1, n, n, $2, 'some words to say', 'r' || n, $3::timestamptz + n * interval '1 minute' FROM generate_series(2, 100001) n`,
    [roomId, ada.id, at(0)],
  );
  await pool.query("UPDATE rooms SET head = 100001 WHERE id = $1", [roomId]);
  for (const seq of [3, 777, 50_000, 99_999])
    expect(await page(ada, roomId, { at: at(seq) })).toMatchObject({ found: seq });
  const { rows } = await pool.query<{
    "QUERY PLAN": { Plan: { "Shared Hit Blocks": number; "Shared Read Blocks": number } }[];
  }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT first_message_at($1, 0, 100001, $2)`
      .replace("$1", `'${roomId}'`)
      .replace("$2", `'${at(61_803)}'`),
  );
  const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
  expect((plan?.["Shared Hit Blocks"] ?? Infinity) + (plan?.["Shared Read Blocks"] ?? 0)).toBeLessThan(500);
});

test("a permalink to what is no message, is deleted, hidden or not there yet opens the page that is nearest", async () => {
  const [ada, bo] = [await world.person(), await world.person()];
  const roomId = await roomOf(ada, [0, 1, 2, 3], "joining");
  await domain.putMember(ada, roomId, bo.id, "member");
  await fill(roomId, ada, [at(4), at(5), at(6), at(7), at(8)]);
  await ask(ada, "deleteMessage", roomId, { seq: 8 });
  // 6 is Bo's joining, 12 the deletion.
  expect(await page(ada, roomId, { around: 6 })).toEqual({ seqs: [4, 5, 7, 8], hasBefore: true, hasAfter: true });
  expect(await page(ada, roomId, { around: 8 })).toEqual({ seqs: [5, 7, 8, 9], hasBefore: true, hasAfter: true });
  const newest = { seqs: [8, 9, 10, 11], hasBefore: true, hasAfter: false };
  for (const seq of [12, 13, 1_000_000, Number.MAX_SAFE_INTEGER])
    expect(await page(ada, roomId, { around: seq })).toEqual(newest);
  expect(await page(ada, roomId, { around: 0 })).toEqual({ seqs: [2, 3, 4, 5], hasBefore: false, hasAfter: true });
  for (const seq of [0, 3, 6])
    expect(await page(bo, roomId, { around: seq })).toEqual({ seqs: [7, 8, 9, 10], hasBefore: false, hasAfter: true });
});
