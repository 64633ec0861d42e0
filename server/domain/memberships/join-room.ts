import type { Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeByCommand } from "../context.ts";
import { conflict } from "../errors.ts";
import { asOnlooker } from "../permissions.ts";

/** Public rooms only: to a private one people are added. Who rejoins begins anew, as a member. */
export function joinRoom(context: Context, actor: Actor, command: Command<"joinRoom">): Promise<Changed> {
  return changeByCommand(context, actor, command, {
    decide: (locked) => {
      const { roomRole } = asOnlooker(locked);
      if (roomRole && locked.actor.member) return { unchanged: locked.actor.member.changedSeq };
      if (locked.room.archivedAt) throw conflict("The room is archived.");
      return { event: "member.joined", writes: [{ kind: "join", userId: actor.id, role: "member" }] };
    },
  });
}
