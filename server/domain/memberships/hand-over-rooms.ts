import type { Actor } from "../actor.ts";
import { type Context, changeRoom } from "../context.ts";
import { notFound } from "../errors.ts";
import type { Decision, LockedRoom } from "../store.ts";

/** Gives the rooms of which a deactivated person was the last owner to whoever is next, as if the owner had left. */
export async function handOverRooms(context: Context, actor: Actor, userId: string): Promise<void> {
  for (const roomId of await context.store.roomsWithoutOwner(userId))
    await changeRoom(context, { actorId: actor.id, roomId, see: { userId, successor: true }, decide });
}

/** The person stays in the room, as the owner that they were: should they come back, it is theirs as well. */
function decide({ subject, successor }: LockedRoom): Decision {
  const member = subject?.member;
  if (!member) throw notFound("member");
  const owned = member.role === "owner" && member.leftSeq === undefined && subject.user.deactivatedAt !== undefined;
  if (!owned || !successor || successor.role === "owner") return { unchanged: member.changedSeq };
  return { event: "member.updated", writes: [{ kind: "setRole", userId: successor.userId, role: "owner" }] };
}
