import type { Actor } from "../actor.ts";
import { type Context, changeRoom, roomIdOf } from "../context.ts";
import { conflict, forbidden, notFound } from "../errors.ts";
import { asOnlooker, can } from "../permissions.ts";
import type { Decision, LockedRoom } from "../store.ts";
import { decideLeaving } from "./leave-room.ts";

/** Takes someone out of a room; oneself, it is leaving. */
export async function removeMember(context: Context, actor: Actor, room: string, userId: string): Promise<void> {
  const roomId = await roomIdOf(context, actor, room);
  await changeRoom(context, { actorId: actor.id, roomId, see: { userId, successor: true }, decide: decideRemoving });
}

function decideRemoving(locked: LockedRoom): Decision {
  const { room, actor, subject } = locked;
  if (subject?.user.id === actor.user.id) return decideLeaving(locked);
  const rights = asOnlooker(locked);
  const member = subject?.member;
  if (!member) throw notFound("member");
  if (room.kind === "direct") throw conflict("A direct conversation is of these people only.");
  if (!can(rights, member.role === "owner" ? "removeOwner" : "removeMember"))
    throw forbidden("You may not remove this person.");
  if (member.leftSeq !== undefined) return { unchanged: member.changedSeq };
  return { event: "member.left", writes: [{ kind: "leave", userId: member.userId }] };
}
