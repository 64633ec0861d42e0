/** What the conversation shows, line by line, made from messages in the order of their seqs. */

import { dayOf } from "#app/_components/time.ts";
import type { OutboxEntry } from "#client/public.ts";
import type { Message } from "#contract/entities.ts";

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "new"; readonly key: "new" }
  /** `lead`: the first of a group, which shows who and when. */
  | { readonly kind: "message"; readonly key: string; readonly message: Message; readonly lead: boolean }
  | { readonly kind: "pending"; readonly key: string; readonly entry: OutboxEntry; readonly lead: boolean };

type Input = {
  readonly messages: readonly Message[];
  readonly outbox: readonly OutboxEntry[];
  readonly me: string;
  /** Where reading stopped: the line comes before the first message of others after it. Null: no line. */
  readonly readUpTo: number | null;
};

/** One group: the same author, without a pause of more than five minutes. */
const groupMs = 5 * 60_000;

export function rowsOf({ messages, outbox, me, readUpTo }: Input): Row[] {
  const rows: Row[] = [];
  const committed = new Set<string>();
  let day: number | null = null;
  let author: string | null = null;
  let last = 0;
  let lineDrawn = readUpTo === null;

  // Times need not grow with the seq: a day is opened once, and never again by a message that was written late.
  const openDay = (at: number) => {
    const next = dayOf(at);
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
    const at = Date.parse(message.createdAt);
    openDay(at);
    if (!lineDrawn && readUpTo !== null && message.seq > readUpTo && message.authorId !== me && !message.deletedAt) {
      rows.push({ kind: "new", key: "new" });
      lineDrawn = true;
      author = null;
    }
    const mine = message.authorId === me;
    if (mine) committed.add(message.requestId);
    rows.push({
      kind: "message",
      key: mine ? message.requestId : String(message.seq),
      message,
      lead: leads(message.authorId, at),
    });
  }
  for (const entry of outbox) {
    // The event may be here before the outbox has heard the reply: one bubble all the same.
    if (committed.has(entry.requestId)) continue;
    openDay(entry.createdAt);
    rows.push({ kind: "pending", key: entry.requestId, entry, lead: leads(me, entry.createdAt) });
  }
  return rows;
}
