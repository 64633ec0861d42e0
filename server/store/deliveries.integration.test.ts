import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { createDeliveryStore } from "./deliveries.ts";
import { createPool } from "./pool.ts";

// Without a server: nobody but the test looks at a line.
const pool = createPool((await createTestDatabase()).url);
afterAll(() => pool.end());
const store = createDeliveryStore(pool);
const workspaceId = randomUUID();

async function line(...events: string[]): Promise<string> {
  const name = `test:${randomUUID()}`;
  await store.tell(
    events.map((event) => ({ workspaceId, line: name, event, payload: {} })),
    100,
  );
  return name;
}
const failure = { at: new Date().toISOString(), error: "no", ms: 1 };

test("GW-3: of many who take the head of a line one gets it, and nobody what stands behind it", async () => {
  const name = await line("a", "b");
  const turns = await Promise.all(Array.from({ length: 8 }, () => store.next(name, 60_000)));
  const taken = turns.flatMap((turn) => (turn.kind === "delivery" ? [turn] : []));
  expect(taken.map(({ delivery }) => delivery.event)).toEqual(["a"]);
  expect(turns.filter(({ kind }) => kind === "busy")).toHaveLength(7);
});

test("GW-3: the holder of a lease alone says how a try ended", async () => {
  const name = await line("a", "b");
  const turn = await store.next(name, 60_000);
  if (turn.kind !== "delivery") throw new Error("nothing was due");
  const { id } = turn.delivery;
  await store.arrived(id, randomUUID());
  await store.failed(id, randomUUID(), failure, "dead");
  expect((await store.next(name, 1000)).kind).toBe("busy");
  await store.release(id, turn.lease);
  const again = await store.next(name, 60_000);
  expect(again).toMatchObject({ kind: "delivery", delivery: { event: "a", tries: 1 } });
  if (again.kind === "delivery") await store.arrived(id, again.lease);
  expect(await store.next(name, 60_000)).toMatchObject({ kind: "delivery", delivery: { event: "b" } });
});

test("GW-3: what failed holds up its line until its time has come, and only its line", async () => {
  const name = await line("a", "b");
  const turn = await store.next(name, 60_000);
  if (turn.kind !== "delivery") throw new Error("nothing was due");
  await store.failed(turn.delivery.id, turn.lease, failure, { retryMs: 3_600_000 });
  const later = await store.next(name, 1000);
  expect(later.kind).toBe("later");
  if (later.kind === "later") expect(later.inMs).toBeGreaterThan(3_000_000);
  expect((await store.next(await line("c"), 1000)).kind).toBe("delivery");
});

test("GW-3: a lease that ran out is given anew, and where its job was lost the line is found", async () => {
  const name = await line("a");
  const turn = await store.next(name, 0);
  if (turn.kind !== "delivery") throw new Error("nothing was due");
  expect(await store.overdue(100)).not.toContain(name);
  await pool.query("UPDATE deliveries SET due_at = now() - interval '11 seconds' WHERE line = $1", [name]);
  expect(await store.overdue(100)).toContain(name);
  expect(await store.next(name, 60_000)).toMatchObject({ kind: "delivery", delivery: { tries: 2 } });
  expect(await store.overdue(100)).not.toContain(name);
});

test("GW-3: a history keeps the latest twenty tries; what is too much is a dead letter at once, not nothing", async () => {
  const name = await line("a");
  for (let n = 0; n < 25; n++) {
    const turn = await store.next(name, 60_000);
    if (turn.kind !== "delivery") throw new Error("nothing was due");
    const last = n === 24;
    await store.failed(turn.delivery.id, turn.lease, { ...failure, ms: n }, last ? "dead" : { retryMs: 0 });
  }
  const { rows } = await pool.query("SELECT state, history FROM deliveries WHERE line = $1", [name]);
  expect(rows).toMatchObject([{ state: "dead" }]);
  expect(rows[0].history.map(({ ms }: { ms: number }) => ms)).toEqual(Array.from({ length: 20 }, (_, n) => n + 5));

  const full = `test:${randomUUID()}`;
  await store.tell([{ workspaceId, line: full, event: "d", payload: { kept: true } }], 0);
  const { rows: kept } = await pool.query("SELECT state, payload, history FROM deliveries WHERE line = $1", [full]);
  expect(kept).toMatchObject([{ state: "dead", payload: { kept: true }, history: [{ error: expect.any(String) }] }]);
});

test("GW-3: a webhook for which too many wait is found, and switching it off leaves dead letters that say so", async () => {
  const [webhookId, workspace] = [randomUUID(), randomUUID()];
  await pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, 'acme', 'Acme')", [workspace]);
  await pool.query(
    `INSERT INTO outgoing_webhooks (id, workspace_id, name, url, secret, events, created_by_id)
     VALUES ($1, $2, 'CI', 'http://example.com', 'whsec_', '{message.created}', $2)`,
    [webhookId, workspace],
  );
  await pool.query(
    `INSERT INTO deliveries (workspace_id, webhook_id, line, event, payload)
     SELECT $1, $2, 'webhook:' || n % 2, 'message.created', '{}' FROM generate_series(1, 5) n`,
    [workspace, webhookId],
  );
  expect(await store.overfull(5)).toEqual([]);
  expect(await store.overfull(4)).toEqual([webhookId]);
  await store.disable(webhookId, "overflow");
  expect(await store.overfull(0)).toEqual([]);
  const { rows } = await pool.query(
    `SELECT w.disabled_reason, d.state, d.history->-1->>'error' AS error, count(*)::int AS n
     FROM outgoing_webhooks w JOIN deliveries d ON d.webhook_id = w.id WHERE w.id = $1 GROUP BY 1, 2, 3`,
    [webhookId],
  );
  expect(rows).toEqual([
    { disabled_reason: "overflow", state: "dead", error: expect.stringContaining("Too many"), n: 5 },
  ]);
});

test("GW-3: what was said as a webhook was switched off, and written afterwards, is a dead letter, and nothing is posted", async () => {
  const [webhookId, workspace] = [randomUUID(), randomUUID()];
  await pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, 'late', 'Late')", [workspace]);
  await pool.query(
    `INSERT INTO outgoing_webhooks (id, workspace_id, name, url, secret, events, created_by_id)
     VALUES ($1, $2, 'CI', 'http://example.com', 'whsec_', '{message.created}', $2)`,
    [webhookId, workspace],
  );
  const name = `webhook:${webhookId}:room`;
  const saying = await pool.connect();
  try {
    await saying.query("BEGIN");
    await saying.query(
      `INSERT INTO deliveries (workspace_id, webhook_id, line, event, payload)
       SELECT $1, $2, $3, 'message.created', '{}' FROM generate_series(1, 2)`,
      [workspace, webhookId, name],
    );
    await store.disable(webhookId, "gone");
    await saying.query("COMMIT");
  } finally {
    saying.release();
  }
  let turn = await store.next(name, 60_000);
  for (let n = 0; turn.kind === "later" && n < 5; n++) turn = await store.next(name, 60_000);
  expect(turn.kind).toBe("none");
  const { rows } = await pool.query(
    "SELECT state, tries, history->-1->>'error' AS error FROM deliveries WHERE line = $1",
    [name],
  );
  const letter = { state: "dead", tries: 0, error: expect.stringContaining("410") };
  expect(rows).toEqual([letter, letter]);
});

test("what waits and what is dead is counted, up to a bound", async () => {
  const before = await store.backlog(1_000);
  await line("a", "b");
  await store.tell([{ workspaceId, line: `test:${randomUUID()}`, event: "d", payload: {} }], 0);
  expect(await store.backlog(1_000)).toEqual({ waiting: before.waiting + 2, dead: before.dead + 1 });
  expect(await store.backlog(1)).toEqual({ waiting: 1, dead: 1 });
});
