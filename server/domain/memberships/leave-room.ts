import type { Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeByCommand } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import type { Decision, LockedRoom } from "../store.ts";

export function leaveRoom(context: Context, actor: Actor, command: Command<"leaveRoom">): Promise<Changed> {
  return changeByCommand(context, actor, command, { decide: decideLeaving, see: { successor: true } });
}

/** A room is never without an owner while someone is in it: the last one's place goes to whoever is next. */
export function decideLeaving({ room, actor, successor }: LockedRoom): Decision {
  const { member } = actor;
  if (!member) throw notFound();
  if (member.leftSeq !== undefined) return { unchanged: member.changedSeq };
  if (room.kind === "direct") throw conflict("A direct conversation can't be left.");
  const orphaned = member.role === "owner" && successor && successor.role !== "owner";
  return {
    event: "member.left",
    writes: [
      { kind: "leave", userId: member.userId },
      ...(orphaned ? [{ kind: "setRole", userId: successor.userId, role: "owner" } as const] : []),
    ],
  };
}
