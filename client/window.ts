/** A window of history: messages ascending by seq, each in its newest known state, none missing in between. */
import type { Message } from "#contract/entities.ts";
import type { RoomState } from "./public.ts";

/** What lies beyond its ends: with neither before nor after it is all there is. */
export type Window = {
  readonly messages: readonly Message[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
};

/** Both ascending by seq in, ascending by seq out. */
export function mergeMessages(known: readonly Message[], changed: readonly Message[]): readonly Message[] {
  if (changed.length === 0) return known;
  const merged = [...known];
  const older: Message[] = [];
  for (const message of changed) {
    const index = position(merged, message.seq);
    const old = merged[index];
    if (old?.seq === message.seq) {
      if (message.changedSeq > old.changedSeq) merged[index] = message;
    } else if (index === merged.length) merged.push(message);
    else older.push(message);
  }
  if (older.length === 0) return merged;
  // Inserting one by one would move the whole window for each message of a page.
  const bySeq = new Map(older.map((message) => [message.seq, message]));
  for (const message of older)
    if (message.changedSeq > (bySeq.get(message.seq)?.changedSeq ?? -1)) bySeq.set(message.seq, message);
  return [...bySeq.values(), ...merged].sort((a, b) => a.seq - b.seq);
}

export const newestWindow = ({ messages, hasBefore }: RoomState): Window => ({ messages, hasBefore, hasAfter: false });

/** The window with those of the states that lie in it. */
export function updateWindow<W extends Window>(window: W, states: readonly Message[]): W {
  const inside = states.filter((message) => covers(window, message.seq));
  return inside.length === 0 ? window : { ...window, messages: mergeMessages(window.messages, inside) };
}

const covers = ({ messages, hasBefore, hasAfter }: Window, seq: number): boolean =>
  (!hasBefore || seq >= (messages[0]?.seq ?? 0)) && (!hasAfter || seq <= (messages.at(-1)?.seq ?? Infinity));

/** The index of `seq`, or of the first message after it. */
export function position(messages: readonly Message[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function findMessage(messages: readonly Message[], seq: number): Message | undefined {
  const found = messages[position(messages, seq)];
  return found?.seq === seq ? found : undefined;
}
