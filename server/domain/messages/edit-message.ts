import type { Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeByCommand } from "../context.ts";
import { forbidden } from "../errors.ts";
import { asMember } from "../permissions.ts";
import { mentionsOf } from "./mentions.ts";
import { checkLength } from "./text-length.ts";
import { changeableMessage } from "./visible-message.ts";

export async function editMessage(context: Context, actor: Actor, command: Command<"editMessage">): Promise<Changed> {
  const { seq, text } = command.payload;
  checkLength(context, text);
  return changeByCommand(context, actor, command, {
    see: { messageSeq: seq },
    decide: (locked) => {
      asMember(locked);
      const message = changeableMessage(locked);
      if (message.authorId !== actor.id) throw forbidden("Only its author may edit a message.");
      if (message.text === text) return { unchanged: message.changedSeq };
      return { event: "message.edited", writes: [{ kind: "editMessage", seq, text, mentions: mentionsOf(text) }] };
    },
  });
}
