import type { Message } from "#contract/entities.ts";
import { conflict, notFound } from "../errors.ts";
import type { LockedRoom } from "../store.ts";

/** The message that a command names, if its sender may see it: not what was said before their latest joining (SEQ-7). */
export function visibleMessage({ room, actor, message }: LockedRoom): Message {
  const hidden = room.history === "joining" && actor.member && message && message.seq <= actor.member.joinedSeq;
  if (!message || hidden) throw notFound("message");
  return message;
}

/** One that can still change: an archived room is only read, and nothing is done to a tombstone. */
export function changeableMessage(locked: LockedRoom): Message {
  const message = visibleMessage(locked);
  refuseArchived(locked);
  if (message.deletedAt) throw conflict("The message was deleted.");
  return message;
}

function refuseArchived({ room }: LockedRoom): void {
  if (room.archivedAt) throw conflict("The room is archived.");
}
