/** What counts as read, and where the line of what is new stands. Facts in, marks out. */
import type { Clock } from "#client/clock.ts";

export type LineFacts = {
  readonly unread: number;
  readonly lastRead: number;
  /** My messages that are not confirmed. */
  readonly pending: number;
};
/** `readUpTo`: the line stands before the first message of others after it; null: no line. */
export type Line = LineFacts & { readonly readUpTo: number | null };

export const openLine = (facts: LineFacts): Line => ({ ...facts, readUpTo: facts.unread > 0 ? facts.lastRead : null });

/**
 * The line stays while one reads on. It goes when one writes something oneself, and moves to where reading stopped
 * when something comes that one does not see come (`seesNewest`), or when one marks messages as unread.
 */
export function moveLine(line: Line, facts: LineFacts, seesNewest: boolean): Line {
  const { unread, lastRead, pending } = facts;
  if (unread === line.unread && lastRead === line.lastRead && pending === line.pending) return line;
  let { readUpTo } = line;
  if (pending > line.pending) readUpTo = null;
  else if (lastRead < line.lastRead) readUpTo = lastRead;
  else if (line.unread === 0 && unread > 0 && !seesNewest) readUpTo = lastRead;
  return { unread, lastRead, pending, readUpTo };
}

/** At most one mark in this time; the last one always goes. */
export const markEveryMs = 1000;

type MarkerOptions = {
  /** Resolves to whether it took place. */
  readonly mark: (seq: number) => Promise<boolean>;
  readonly clock: Clock;
};

export type Marker = ReturnType<typeof createMarker>;

/**
 * Marks the newest message that was on screen, never backwards. Whoever marks messages of the open room as unread
 * (here or on another device) wants them to stay so: nothing is marked again until they leave the room, send
 * something, or go to the end by themselves (`release`).
 */
export function createMarker({ mark, clock }: MarkerOptions) {
  let lastRead = -1;
  let unread = 0;
  /** The newest that was seen, and the newest that was sent as read. */
  let seen = -1;
  let marked = -1;
  let kept = false;
  let markedAt = Number.NEGATIVE_INFINITY;
  let timer: (() => void) | null = null;

  const wanted = () => !kept && unread > 0 && seen > Math.max(lastRead, marked);

  const plan = () => {
    if (timer || !wanted()) return;
    timer = clock.after(Math.max(0, markedAt + markEveryMs - clock.now()), () => {
      timer = null;
      if (wanted()) void send(seen);
    });
  };

  const send = async (seq: number) => {
    markedAt = clock.now();
    marked = seq;
    const done = await mark(seq);
    // What failed is tried again when there is another reason to: something seen, or the line back.
    if (!done && marked === seq) marked = -1;
  };

  return {
    /** What the server says. */
    room(facts: { readonly lastRead: number; readonly unread: number }) {
      if (facts.lastRead < lastRead) {
        kept = true;
        seen = -1;
        marked = -1;
      }
      ({ lastRead, unread } = facts);
      plan();
    },
    /** The newest message on screen, while somebody looks; everything between the last one read and it can be seen, too. */
    saw(seq: number) {
      if (!kept) seen = Math.max(seen, seq);
      plan();
    },
    release() {
      kept = false;
    },
    stop() {
      timer?.();
      timer = null;
    },
  };
}
