import type { Actor } from "../actor.ts";
import type { Context } from "../context.ts";

/** Up to the head of every room that the actor is in; told to their own connections, room by room. */
export async function markAllRead({ store, broker }: Context, actor: Actor): Promise<Record<string, number>> {
  const { read, moved, timestamp } = await store.markAllRead(actor.id);
  for (const roomId of moved) {
    const payload = { roomId, seq: read[roomId] ?? 0 };
    broker.publish({
      kind: "user",
      userId: actor.id,
      event: { v: 1, type: "event", event: "read.updated", roomId, timestamp, payload },
    });
  }
  return read;
}
