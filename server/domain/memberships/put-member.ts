import type { Member, RoomRole } from "#contract/entities.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeRoom, roomIdOf } from "../context.ts";
import { conflict, forbidden, notFound } from "../errors.ts";
import { asOnlooker, can } from "../permissions.ts";
import type { Decision, LockedRoom } from "../store.ts";

/** Adds someone, or gives a role. */
export async function putMember(
  context: Context,
  actor: Actor,
  room: string,
  userId: string,
  role: RoomRole,
): Promise<Member> {
  const roomId = await roomIdOf(context, actor, room);
  let standing: Member | undefined;
  const { event } = await changeRoom(context, {
    actorId: actor.id,
    roomId,
    see: { userId, successor: true },
    decide: (locked) => {
      standing = locked.subject?.member;
      return decidePutting(locked, role);
    },
  });
  const member = event?.payload.members?.find((each) => each.userId === userId) ?? standing;
  if (!member) throw notFound("member");
  return member;
}

function decidePutting(locked: LockedRoom, role: RoomRole): Decision {
  const rights = asOnlooker(locked);
  const { room, subject, successor } = locked;
  if (!subject || subject.user.deactivatedAt) throw notFound("user");
  if (room.kind === "direct") throw conflict("A direct conversation is of these people only.");
  const { member, user } = subject;
  if (member && member.leftSeq === undefined) {
    if (member.role === role) return { unchanged: member.changedSeq };
    if (!can(rights, "giveRole")) throw forbidden("Only an owner of the room gives roles.");
    if (member.role === "owner" && successor?.role !== "owner")
      throw conflict("A room needs an owner: make someone else one first.");
    return { event: "member.updated", writes: [{ kind: "setRole", userId: user.id, role }] };
  }
  if (!can(rights, room.kind === "private" ? "addMemberToPrivate" : "addMember"))
    throw forbidden("You may not add people to this room.");
  if (role !== "member" && !can(rights, "giveRole")) throw forbidden("Only an owner of the room gives roles.");
  if (room.archivedAt) throw conflict("The room is archived.");
  return { event: "member.joined", writes: [{ kind: "join", userId: user.id, role }] };
}
