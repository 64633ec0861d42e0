import { type Context, changeRoom } from "../context.ts";
import { DomainError } from "../errors.ts";
import { asMember } from "../permissions.ts";
import type { NewMessage, SentMessage } from "../store.ts";
import { changeableMessage } from "./visible-message.ts";

/** A reply and the count at the message that it answers are one change. */
export async function sendReply(context: Context, reply: NewMessage, threadSeq: number): Promise<SentMessage> {
  const { roomId, authorId, text, mentions, key } = reply;
  const { requestId } = key;
  const outcome = await changeRoom(context, {
    actorId: authorId,
    roomId,
    key,
    see: { messageSeq: threadSeq },
    decide: (locked) => {
      asMember(locked);
      const parent = changeableMessage(locked);
      if (parent.threadSeq !== undefined) throw notThread();
      return {
        event: "message.created",
        writes: [
          { kind: "insertMessage", text, mentions, threadSeq, requestId },
          { kind: "countReply", seq: threadSeq, by: 1 },
        ],
      };
    },
  });
  const { seq, timestamp, repeated } = outcome;
  return {
    repeated,
    message: {
      roomId,
      seq,
      changedSeq: seq,
      authorId,
      text,
      requestId,
      threadSeq,
      replyCount: 0,
      reactions: [],
      mentions: [...mentions],
      attachments: [],
      createdAt: timestamp,
    },
  };
}

const notThread = () =>
  new DomainError("invalidPayload", "A reply is not the beginning of a thread.", {
    issues: [{ path: "threadSeq", message: "names a reply" }],
  });
