/** What the conversation shows, line by line, made from messages in the order of their seqs. */

import { dayOf } from "#app/_components/time.ts";
import type { OutboxEntry } from "#client/public.ts";
import type { Message } from "#contract/entities.ts";

export type MessageLine = {
  readonly kind: "message";
  readonly key: string;
  readonly message: Message;
  /** The first of a group, which shows who and when. */
  readonly lead: boolean;
};
export type Row =
  /** Above the first line (older ones, or the beginning) and below the last. */
  | { readonly kind: "top"; readonly key: "top" }
  | { readonly kind: "bottom"; readonly key: "bottom" }
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "new"; readonly key: "new" }
  | MessageLine
  | { readonly kind: "pending"; readonly key: string; readonly entry: OutboxEntry; readonly lead: boolean };

type Input = {
  readonly messages: readonly Message[];
  /** Whether there are older ones, which may be new as well. */
  readonly hasBefore?: boolean;
  readonly outbox: readonly OutboxEntry[];
  readonly me: string;
  /** Where reading stopped: the line comes before the first message of others after it. Null: no line. */
  readonly readUpTo: number | null;
};

/** One group: the same author, without a pause of more than five minutes. */
const groupMs = 5 * 60_000;

/** A message of mine keeps its key when it is committed. */
export const rowKey = (message: Message, me: string): string =>
  message.authorId === me ? `mine-${message.requestId}` : `seq-${message.seq}`;

export function rowsOf({ messages, hasBefore = false, outbox, me, readUpTo }: Input): Row[] {
  const rows: Row[] = [];
  const committed = new Set<string>();
  let day: number | null = null;
  let author: string | null = null;
  let last = 0;
  // Where the first new message may be older than all that is here, no line tells the truth.
  let lineDrawn = readUpTo === null || (hasBefore && (messages[0]?.seq ?? 0) > readUpTo);

  // Times need not grow with the seq: a day is opened once, and never again by a message that was written late.
  const openDay = (at: number, next = dayOf(at)) => {
    if (day !== null && next <= day) return;
    day = next;
    author = null;
    rows.push({ kind: "day", key: `day-${next}`, at });
  };
  const leads = (id: string, at: number): boolean => {
    const lead = author !== id || Math.abs(at - last) > groupMs;
    author = id;
    last = at;
    return lead;
  };

  for (const message of messages) {
    const { at, day: its } = timeOf(message);
    openDay(at, its);
    if (!lineDrawn && readUpTo !== null && message.seq > readUpTo && message.authorId !== me && !message.deletedAt) {
      rows.push({ kind: "new", key: "new" });
      lineDrawn = true;
      author = null;
    }
    if (message.authorId === me) committed.add(message.requestId);
    rows.push(lineOf(message, leads(message.authorId, at), me));
  }
  for (const entry of outbox) {
    // The event may be here before the outbox has heard the reply: one bubble all the same.
    if (committed.has(entry.requestId)) continue;
    openDay(entry.createdAt);
    rows.push({ kind: "pending", key: `mine-${entry.requestId}`, entry, lead: leads(me, entry.createdAt) });
  }
  return rows;
}

const top: Row = { kind: "top", key: "top" };
const bottom: Row = { kind: "bottom", key: "bottom" };

/** With what stands above and below the lines. */
export const framed = (lines: readonly Row[]): Row[] => [top, ...lines, bottom];

type Known = { readonly at: number; readonly day: number; lead?: MessageLine; plain?: MessageLine };
/** What was made of a message before: reading a time is slow, and an unchanged row renders nothing. */
const known = new WeakMap<Message, Known>();

function timeOf(message: Message): Known {
  const found = known.get(message);
  if (found) return found;
  const at = Date.parse(message.createdAt);
  const made = { at, day: dayOf(at) };
  known.set(message, made);
  return made;
}

function lineOf(message: Message, lead: boolean, me: string): MessageLine {
  const its = timeOf(message);
  const found = lead ? its.lead : its.plain;
  if (found) return found;
  const made: MessageLine = { kind: "message", key: rowKey(message, me), message, lead };
  its[lead ? "lead" : "plain"] = made;
  return made;
}
