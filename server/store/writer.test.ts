import { expect, test } from "vitest";
import type { NewMessage } from "#server/domain/store.ts";
import { type Answer, createWriter, type Statements } from "./writer.ts";

const roomId = "01890000-0000-7000-8000-000000000001";
const authorId = "01890000-0000-7000-8000-000000000002";
const message = (requestId: string): NewMessage => ({
  roomId,
  authorId,
  text: requestId,
  mentions: [],
  key: { requestId, digest: new Uint8Array(32) },
});

type Batch = { keys: unknown[]; answer: () => void; fail: (error: Error) => void };

/** A pool whose statements wait to be answered by the test: each message by the next number. */
function fakePool() {
  const batches: Batch[] = [];
  let seq = 0;
  const pool: Statements = {
    query: ({ values }) => {
      const keys = Array.isArray(values[2]) ? values[2] : [];
      return new Promise((resolve, reject) => {
        const answer = (_: unknown, n: number): Answer => ({
          ord: `${n + 1}`,
          status: "sent",
          seq: `${++seq}`,
          created_at: new Date(0),
        });
        batches.push({ keys, answer: () => resolve({ rows: keys.map(answer) }), fail: reject });
      });
    },
  };
  const next = async (count: number) => {
    await expect.poll(() => batches).toHaveLength(count);
    return batches[count - 1];
  };
  return { pool, batches, next };
}

test("what arrives while a batch is written goes into the next one, in its order and bounded", async () => {
  const { pool, batches, next } = fakePool();
  const writer = createWriter(pool, { maxBatch: 3 });
  const sent = ["a", "b"].map((key) => writer.send(message(key)));
  const first = await next(1);
  sent.push(...["c", "d", "e", "f"].map((key) => writer.send(message(key))));
  expect(writer.waiting).toBe(6);
  first?.answer();
  (await next(2))?.answer();
  (await next(3))?.answer();
  expect(batches.map(({ keys }) => keys)).toEqual([["a", "b"], ["c", "d", "e"], ["f"]]);
  expect((await Promise.all(sent)).map((each) => each.message.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  await writer.drained();
  expect(writer.waiting).toBe(0);
});

test("over its bound it refuses at once, and the waiting are not harmed", async () => {
  const { pool, next } = fakePool();
  const writer = createWriter(pool, { maxWaiting: 1 });
  const sent = writer.send(message("a"));
  await expect(writer.send(message("b"))).rejects.toMatchObject({ code: "overloaded", retryAfterMs: 1000 });
  (await next(1))?.answer();
  expect((await sent).message.seq).toBe(1);
});

test("ENV-5: the same key twice in one batch is asked for one after the other", async () => {
  const { pool, batches, next } = fakePool();
  const writer = createWriter(pool);
  const sent = ["a", "a", "b"].map((key) => writer.send(message(key)));
  (await next(1))?.answer();
  (await next(2))?.answer();
  await Promise.all(sent);
  expect(batches.map(({ keys }) => keys)).toEqual([["a", "b"], ["a"]]);
});

test("SEQ-5: where the connection is lost the outcome is unknown, so nothing is written again", async () => {
  const { pool, batches, next } = fakePool();
  const writer = createWriter(pool);
  const sent = Promise.allSettled(["a", "b"].map((key) => writer.send(message(key))));
  (await next(1))?.fail(new Error("Connection terminated unexpectedly"));
  expect(await sent).toMatchObject([{ reason: { code: "internal" } }, { reason: { code: "internal" } }]);
  expect(batches).toHaveLength(1);
  const again = writer.send(message("a"));
  (await next(2))?.answer();
  expect((await again).repeated).toBe(false);
});

test("a batch that raced runs again, a poisoned one row by row, each a bounded number of times", async () => {
  const { pool, batches, next } = fakePool();
  const writer = createWriter(pool, { maxRaces: 2 });
  const failing = (code: string) => Object.assign(new Error(code), { code });
  const sent = Promise.allSettled(["a", "b"].map((key) => writer.send(message(key))));
  for (const count of [1, 2]) (await next(count))?.fail(failing("40P01"));
  (await next(3))?.fail(failing("22021"));
  (await next(4))?.fail(failing("22021"));
  (await next(5))?.answer();
  expect(await sent).toMatchObject([{ reason: { code: "invalidPayload" } }, { value: { message: { seq: 1 } } }]);
  expect(batches.map(({ keys }) => keys)).toEqual([["a", "b"], ["a", "b"], ["a", "b"], ["a"], ["b"]]);
});
