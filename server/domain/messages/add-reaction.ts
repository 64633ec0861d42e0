import type { Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeByCommand } from "../context.ts";
import { conflict } from "../errors.ts";
import { asMember } from "../permissions.ts";
import { changeableMessage } from "./visible-message.ts";

/** Every state of a message carries all its reactions, so their kinds have a bound. */
const maxEmoji = 50;

export function addReaction(context: Context, actor: Actor, command: Command<"addReaction">): Promise<Changed> {
  const { seq, emoji } = command.payload;
  return changeByCommand(context, actor, command, {
    see: { messageSeq: seq },
    decide: (locked) => {
      asMember(locked);
      const message = changeableMessage(locked);
      if (locked.ownEmoji.includes(emoji)) return { unchanged: message.changedSeq };
      const used = message.reactions.map((reaction) => reaction.emoji);
      if (!used.includes(emoji) && used.length >= maxEmoji)
        throw conflict("The message has as many kinds of reactions as it can have.");
      return { event: "reaction.added", writes: [{ kind: "addReaction", seq, emoji }] };
    },
  });
}
