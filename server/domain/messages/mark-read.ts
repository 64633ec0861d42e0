import type { Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, keyOf, roomIdOf } from "../context.ts";

/** Forward only, unless something is marked unread on purpose; told to the person's own connections. */
export async function markRead(context: Context, actor: Actor, command: Command<"markRead">): Promise<Changed> {
  const roomId = await roomIdOf(context, actor, command.roomId);
  const { seq: asked, unread = false } = command.payload;
  const { moved, ...changed } = await context.store.markRead({
    userId: actor.id,
    roomId,
    seq: asked,
    back: unread,
    key: keyOf(command, roomId),
  });
  const { seq, timestamp } = changed;
  if (moved)
    context.broker.publish({
      kind: "user",
      userId: actor.id,
      event: { v: 1, type: "event", event: "read.updated", roomId, timestamp, payload: { roomId, seq } },
    });
  return changed;
}
