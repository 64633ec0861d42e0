/** One change of a room, decided and numbered under its lock (SEQ-1, SEQ-8); all but plain sending goes this way. */
import type { Pool, PoolClient } from "pg";
import type { Changed } from "#contract/commands.ts";
import type { DurableEnvelope } from "#contract/events.ts";
import { conflict, notFound } from "#server/domain/errors.ts";
import type { ChangeOutcome, ChangeRequest, RequestKey } from "#server/domain/store.ts";
import { applyWrite } from "./apply-write.ts";
import { refuseFull } from "./full-people.ts";
import { lockRoom } from "./lock-room.ts";
import { statesAfter } from "./states.ts";
import { change } from "./transaction.ts";

export const createChangeRoom =
  (pool: Pool) =>
  (request: ChangeRequest): Promise<ChangeOutcome> =>
    change(pool, async (client) => {
      const { roomId, actorId, key } = request;
      const locked = await lockRoom(client, request);
      // Asked after the lock: a repeat may have waited there for the first.
      const first = key && (await usedKey(client, actorId, key));
      if (first) return { ...first, repeated: true };
      if (!locked) throw notFound();

      const decision = request.decide(locked);
      const now = new Date();
      const timestamp = now.toISOString();
      if ("unchanged" in decision) {
        if (key) await rememberKey(client, { actorId, key, roomId, seq: decision.unchanged, now });
        return { roomId, seq: decision.unchanged, timestamp, repeated: false };
      }
      const seq = locked.room.head + 1;
      await client.query({
        name: "move_head",
        text: "UPDATE rooms SET head = $2 WHERE id = $1",
        values: [roomId, seq],
      });
      await refuseFull(
        client,
        decision.writes.flatMap((write) => (write.kind === "join" ? [write.userId] : [])),
      );
      for (const write of decision.writes) await applyWrite(client, { roomId, actorId, seq, now }, write);
      if (key) await rememberKey(client, { actorId, key, roomId, seq, now });
      // What the event says is read back by the very query that a catch-up uses, so the two cannot differ.
      const payload =
        (await statesAfter(client, { roomId, after: seq - 1, floor: 0, max: Number.MAX_SAFE_INTEGER - 1 })) ?? {};
      const event: DurableEnvelope = {
        v: 1,
        type: "event",
        event: decision.event,
        roomId,
        seq,
        timestamp,
        actorId,
        payload,
      };
      await deliverEvent(client, event);
      return { roomId, seq, timestamp, event, repeated: false };
    });

/** Has the webhooks that want the event told of it, in the event's own transaction. */
async function deliverEvent(client: PoolClient, event: DurableEnvelope): Promise<void> {
  await client.query({
    name: "deliver_event",
    text: "SELECT deliver_event($1::jsonb)",
    values: [JSON.stringify(event)],
  });
}

type KeyRow = { room_id: string; seq: string; created_at: Date; digest: Buffer };

/** What the key's first use answered; throws `conflict` where it asked for something else. */
export async function usedKey(client: PoolClient, userId: string, key: RequestKey): Promise<Changed | undefined> {
  const { rows } = await client.query<KeyRow>({
    name: "used_key",
    text: "SELECT room_id, seq, created_at, digest FROM request_keys WHERE user_id = $1 AND request_id = $2",
    values: [userId, key.requestId],
  });
  const row = rows[0];
  if (!row) return undefined;
  if (!row.digest.equals(key.digest)) throw conflict("The requestId was used for something else.");
  return { roomId: row.room_id, seq: Number(row.seq), timestamp: row.created_at.toISOString() };
}

type Used = { actorId: string; key: RequestKey; roomId: string; seq: number; now: Date };

export async function rememberKey(client: PoolClient, { actorId, key, roomId, seq, now }: Used): Promise<void> {
  await client.query({
    name: "remember_key",
    text: "INSERT INTO request_keys (user_id, request_id, digest, room_id, seq, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    values: [actorId, key.requestId, key.digest, roomId, seq, now],
  });
}
