/** Counting what is unread by the server's rule: others' undeleted messages after `lastReadSeq`, up to `maxUnread`. */
import type { Message } from "#contract/entities.ts";
import { maxUnread } from "#contract/limits.ts";
import type { RoomState } from "./public.ts";
import { findMessage } from "./window.ts";

export type Counters = { readonly unread: number; readonly mentions: number };

const counts = (message: Message, lastReadSeq: number, meId: string): boolean =>
  message.authorId !== meId && message.deletedAt === undefined && message.seq > lastReadSeq;

/** From the window alone, where it reaches back to what was read; null where it does not. */
export function countWindow(room: RoomState, meId: string): Counters | null {
  const first = room.messages[0];
  if (!room.loaded || (room.hasBefore && (!first || first.seq > room.lastReadSeq + 1))) return null;
  const unread = room.messages.filter((message) => counts(message, room.lastReadSeq, meId));
  return {
    unread: Math.min(maxUnread, unread.length),
    mentions: Math.min(maxUnread, unread.filter((message) => message.mentions.includes(meId)).length),
  };
}

/**
 * Moves the counters on by the states of a range. A message after `countedTo` is new; an older one can only lose its place
 * by being deleted, once. `recount` where the states alone can't tell: a saturated counter, or an old message that is in no window.
 */
export function countStates(
  room: RoomState,
  countedTo: number,
  messages: readonly Message[],
  meId: string,
): { counters: Counters; recount: boolean } {
  let { unread, mentions } = room;
  let recount = false;
  for (const message of messages) {
    if (message.changedSeq <= countedTo || message.authorId === meId || message.seq <= room.lastReadSeq) continue;
    const mentionsMe = message.mentions.includes(meId);
    if (message.seq > countedTo) {
      if (message.deletedAt !== undefined) continue;
      unread = Math.min(maxUnread, unread + 1);
      if (mentionsMe) mentions = Math.min(maxUnread, mentions + 1);
      continue;
    }
    const old = findMessage(room.messages, message.seq) ?? findMessage(room.excerpt?.messages ?? [], message.seq);
    if (old?.deletedAt !== undefined) continue;
    if (message.deletedAt !== undefined) {
      // What lies beyond the limit was never counted one by one.
      if (unread >= maxUnread || (!old && mayBeOldTombstone(message, messages))) recount = true;
      else unread = Math.max(0, unread - 1);
    }
    const mentionedMe = old?.mentions.includes(meId);
    const now = message.deletedAt === undefined && mentionsMe;
    if (mentionedMe === undefined) recount ||= mentions > 0 || now;
    else mentions = Math.max(0, mentions + Number(now) - Number(mentionedMe));
  }
  return { counters: { unread, mentions }, recount };
}

/** A tombstone changes again with its thread only: while replies stand, or with the one that is deleted. */
const mayBeOldTombstone = (message: Message, changed: readonly Message[]): boolean =>
  message.replyCount > 0 ||
  changed.some(({ threadSeq, changedSeq }) => threadSeq === message.seq && changedSeq === message.changedSeq);
