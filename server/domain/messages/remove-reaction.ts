import type { Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeByCommand } from "../context.ts";
import { asMember } from "../permissions.ts";
import { changeableMessage } from "./visible-message.ts";

export function removeReaction(context: Context, actor: Actor, command: Command<"removeReaction">): Promise<Changed> {
  const { seq, emoji } = command.payload;
  return changeByCommand(context, actor, command, {
    see: { messageSeq: seq },
    decide: (locked) => {
      asMember(locked);
      const message = changeableMessage(locked);
      if (!locked.ownEmoji.includes(emoji)) return { unchanged: message.changedSeq };
      return { event: "reaction.removed", writes: [{ kind: "removeReaction", seq, emoji }] };
    },
  });
}
