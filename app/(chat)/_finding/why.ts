/** Why a room counts as unread, from the facts that the count is made of. */
import type { Message } from "#contract/entities.ts";
import { maxUnread } from "#contract/limits.ts";

export type Why = {
  /** Of others' messages after the marker; `more` where the count stops at its limit. */
  readonly count: number;
  readonly more: boolean;
  readonly mentions: number;
  /** Of those that were looked at: the first, and who wrote, each once, in the order of writing. */
  readonly first: Message | null;
  readonly authors: readonly string[];
  /** Whether every unread message was looked at. */
  readonly complete: boolean;
  /** The last message before the marker, mine included; null where I have read nothing yet. */
  readonly readUpTo: Message | null;
  /** In the range of unread ones, but not counted: mine, and deleted ones. */
  readonly mine: number;
  readonly deleted: number;
};

type Facts = {
  readonly unread: number;
  readonly mentions: number;
  readonly lastReadSeq: number;
  readonly me: string;
  /** Ascending by seq, from the marker's neighbourhood on. */
  readonly messages: readonly Message[];
};

export function whyUnread({ unread, mentions, lastReadSeq, me, messages }: Facts): Why {
  const after = messages.filter((message) => message.seq > lastReadSeq);
  const counted = after.filter((message) => message.authorId !== me && message.deletedAt === undefined);
  return {
    count: unread,
    more: unread >= maxUnread,
    mentions,
    first: counted[0] ?? null,
    authors: [...new Set(counted.map((message) => message.authorId))],
    complete: counted.length >= unread,
    readUpTo: messages.findLast((message) => message.seq <= lastReadSeq && message.deletedAt === undefined) ?? null,
    mine: after.filter((message) => message.authorId === me && message.deletedAt === undefined).length,
    deleted: after.filter((message) => message.deletedAt !== undefined).length,
  };
}
