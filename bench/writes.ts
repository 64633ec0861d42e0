/**
 * The write path: 64 senders, each waiting for its reply before it sends again, in one room and in 16, beside the naive
 * way, one transaction for each message. Afterwards each acknowledged message must be there exactly once.
 */
import { cpus } from "node:os";
import type { Pool } from "pg";
import { createMemoryBroker } from "#server/broker/memory.ts";
import type { Actor } from "#server/domain/actor.ts";
import { createDomain } from "#server/domain/create-domain.ts";
import { newId } from "#server/domain/ids.ts";
import { createPool } from "#server/store/pool.ts";
import { createPrisma } from "#server/store/prisma.ts";
import { createStore } from "#server/store/store.ts";
import { withDatabase } from "./database.ts";
import { naiveSend } from "./naive-send.ts";
import { type Measured, perSecond, print, report } from "./report.ts";

const senders = 64;
const text = "The quick brown fox jumps over the lazy dog, and nobody minds. 今天开会 🦊";

type Send = (actor: Actor, roomId: string, requestId: string) => Promise<number>;
type Acknowledged = { readonly roomId: string; readonly requestId: string; readonly seq: number };

export const writes = (seconds: number): Promise<void> =>
  withDatabase(async (url) => {
    print(`${cpus().length} cores, ${senders} senders, ${seconds} s each`);
    const pool = createPool(url);
    const prisma = createPrisma(pool);
    const domain = createDomain(createStore(pool, prisma), createMemoryBroker());
    const workspaceId = newId();
    await prisma.workspace.create({ data: { id: workspaceId, slug: "bench", name: "Bench" } });
    const actors = Array.from(
      { length: senders },
      (_, n): Actor => ({ id: newId(), workspaceId, name: `Sender ${n}`, role: "member", bot: false }),
    );
    const [first, ...others] = actors;
    if (!first) throw new Error("no senders");
    await prisma.user.createMany({ data: actors });
    const makeRooms = (count: number) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const memberIds = others.map(({ id }) => id);
          return (await domain.createRoom(first, { kind: "public", name: "Bench", slug: newId(), memberIds })).room
            .roomId;
        }),
      );

    const grouped: Send = async (actor, roomId, requestId) =>
      (await domain.dispatch(actor, { action: "sendMessage", requestId, roomId, payload: { text } })).seq;
    const naive: Send = (actor, roomId, requestId) => naiveSend(pool, { actor, roomId, requestId, text });

    // A short run first: plans, caches and the compiler warm up for both alike.
    for (const send of [grouped, naive]) await run("", { send, actors, rooms: await makeRooms(1), seconds: 1 });
    const results: Measured[] = [];
    for (const [name, send, count] of [
      ["group commit, one room", grouped, 1],
      ["group commit, 16 rooms", grouped, 16],
      ["one insert per message, one room", naive, 1],
      ["one insert per message, 16 rooms", naive, 16],
    ] as const) {
      const { measured, acknowledged } = await run(name, { send, actors, rooms: await makeRooms(count), seconds });
      report(measured);
      await verify(pool, acknowledged);
      results.push(measured);
    }
    const [one, , base] = results.map(perSecond);
    if (one && base) print(`In one room, ${(one / base).toFixed(1)} times as many.`);
    await prisma.$disconnect();
    await pool.end();
  });

type Run = { send: Send; actors: readonly Actor[]; rooms: readonly string[]; seconds: number };

async function run(
  name: string,
  { send, actors, rooms, seconds }: Run,
): Promise<{ measured: Measured; acknowledged: Acknowledged[] }> {
  const latencies: number[] = [];
  const acknowledged: Acknowledged[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    actors.map(async (actor, index) => {
      const roomId = rooms[index % rooms.length] ?? "";
      for (let n = 0, now = performance.now(); now < end; n++) {
        const requestId = `${name.length}-${index}-${n}-${Math.round(start)}`;
        const seq = await send(actor, roomId, requestId);
        acknowledged.push({ roomId, requestId, seq });
        const done = performance.now();
        latencies.push(done - now);
        now = done;
      }
    }),
  );
  return { measured: { name, latencies, seconds: (performance.now() - start) / 1000 }, acknowledged };
}

/** Each acknowledged message exactly once under the seq that was told, and no hole in a room's seqs; throws otherwise. */
async function verify(pool: Pool, acknowledged: readonly Acknowledged[]): Promise<void> {
  const rooms = Map.groupBy(acknowledged, ({ roomId }) => roomId);
  for (const [roomId, sent] of rooms) {
    const { rows } = await pool.query<{ seq: string; request_id: string }>(
      "SELECT seq, request_id FROM messages WHERE room_id = $1 ORDER BY seq",
      [roomId],
    );
    sent.sort((a, b) => a.seq - b.seq);
    // The room's own creation took the first number.
    const right =
      rows.length === sent.length &&
      rows.every(
        (row, n) => Number(row.seq) === n + 2 && row.request_id === sent[n]?.requestId && sent[n]?.seq === n + 2,
      );
    if (!right)
      throw new Error(
        `Room ${roomId}: ${sent.length} acknowledged, ${rows.length} found, or not in order without a hole.`,
      );
  }
  print(
    `  ${acknowledged.length.toLocaleString("en")} acknowledged, each found exactly once, no hole in ${rooms.size} room${rooms.size > 1 ? "s" : ""}`,
  );
}
