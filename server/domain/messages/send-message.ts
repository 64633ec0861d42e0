import type { Changed } from "#contract/commands.ts";
import type { Message } from "#contract/entities.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "../actor.ts";
import { type Context, keyOf, roomIdOf } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { SentMessage } from "../store.ts";
import { mentionsOf } from "./mentions.ts";
import { sendReply } from "./send-reply.ts";
import { checkLength } from "./text-length.ts";

export async function sendMessage(context: Context, actor: Actor, command: Command<"sendMessage">): Promise<Changed> {
  const { message } = await send(context, actor, command);
  return { roomId: message.roomId, seq: message.seq, timestamp: message.createdAt };
}

/**
 * Membership and archiving are judged by the store, under the room's lock (SEQ-8). Up to `store.send`, commands that
 * name a room alike keep their order (ENV-6).
 */
export async function send(context: Context, actor: Actor, command: Command<"sendMessage">): Promise<SentMessage> {
  const { text, threadSeq, attachments = [] } = command.payload;
  if (attachments.length > 0) throw unknownAttachment();
  checkLength(context, text);
  const roomId = await roomIdOf(context, actor, command.roomId);
  const key = keyOf(command, roomId);
  const message = { roomId, authorId: actor.id, text, mentions: mentionsOf(text), key };
  if (threadSeq !== undefined) return sendReply(context, message, threadSeq);

  const sent = await context.store.send(message);
  if (!sent.repeated) publishSent(context, sent.message);
  return sent;
}

function publishSent({ broker }: Context, message: Message): void {
  const { roomId, seq, createdAt, authorId } = message;
  broker.publish({
    kind: "room",
    event: {
      v: 1,
      type: "event",
      event: "message.created",
      roomId,
      seq,
      timestamp: createdAt,
      actorId: authorId,
      payload: { messages: [message] },
    },
  });
}

/** An attachment names an upload; this server keeps none. */
const unknownAttachment = () =>
  new DomainError("invalidPayload", "There is no such upload.", {
    issues: [{ path: "attachments.0.id", message: "names no upload" }],
  });
