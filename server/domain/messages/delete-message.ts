import type { Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeByCommand } from "../context.ts";
import { forbidden } from "../errors.ts";
import { asMember, asOnlooker, can } from "../permissions.ts";
import { visibleMessage } from "./visible-message.ts";

/** Leaves a tombstone (SEQ-6). What should not be there can be taken away in an archived room, too. */
export function deleteMessage(context: Context, actor: Actor, command: Command<"deleteMessage">): Promise<Changed> {
  const { seq } = command.payload;
  return changeByCommand(context, actor, command, {
    see: { messageSeq: seq },
    decide: (locked) => {
      const rights = asOnlooker(locked);
      const moderates = can(rights, "deleteAnyMessage");
      if (!moderates) asMember(locked);
      const message = visibleMessage(locked);
      if (message.authorId !== actor.id && !moderates)
        throw forbidden("Only its author or a moderator may delete a message.");
      if (message.deletedAt) return { unchanged: message.changedSeq };
      const { threadSeq } = message;
      return {
        event: "message.deleted",
        writes: [
          { kind: "deleteMessage", seq },
          ...(threadSeq === undefined ? [] : [{ kind: "countReply", seq: threadSeq, by: -1 } as const]),
        ],
      };
    },
  });
}
