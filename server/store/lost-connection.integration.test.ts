import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { DomainError } from "#server/domain/errors.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createWorld } from "#test/support/world.ts";

const database = await createTestDatabase();
const world = await createWorld(database.url);
afterAll(() => world.close());
const { ask } = world;

test("SEQ-5, ENV-5: while connections are cut again and again, what is acknowledged is there exactly once", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => world.person()));
  const [owner, ...others] = people;
  if (!owner) throw new Error("nobody");
  const { roomId } = await world.room(owner, { memberIds: others.map(({ id }) => id) });
  const acknowledged = new Map<number, string>();
  let cuts = 0;
  let unknown = 0;

  const enough = () => cuts >= 15;
  const sending = people.map(async (person, n) => {
    while (!enough()) {
      const [requestId, text] = [randomUUID(), randomUUID()];
      // Half of them send alone, half in threads, which is the other way to a seq.
      const payload = n % 2 && acknowledged.size > 0 ? { text, threadSeq: Math.min(...acknowledged.keys()) } : { text };
      for (;;) {
        try {
          acknowledged.set((await ask(person, "sendMessage", roomId, payload, requestId)).seq, text);
          break;
        } catch (error) {
          // A reply in a thread that turned out to be a reply is refused for good.
          if (error instanceof DomainError && error.code === "invalidPayload") break;
          if (!(error instanceof DomainError) || error.code !== "internal") throw error;
          unknown++;
        }
      }
    }
  });
  const cutting = (async () => {
    const knife = new pg.Client({ connectionString: database.url });
    await knife.connect();
    for (; cuts < 15; cuts++) {
      const before = acknowledged.size;
      await knife.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
      while (acknowledged.size < before + 20) await sleep(1);
    }
    await knife.end();
  })();
  await Promise.all([...sending, cutting]);

  const { rows } = await world.pool.query<{ seq: string; text: string }>(
    "SELECT seq, text FROM messages WHERE room_id = $1 ORDER BY seq",
    [roomId],
  );
  expect(unknown).toBeGreaterThan(0);
  expect(new Map(rows.map(({ seq, text }) => [Number(seq), text]))).toEqual(
    new Map([...acknowledged].sort(([a], [b]) => a - b)),
  );
  expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, n) => n + 2));
});
