/**
 * Where in a room's history one looks: in the newest window, or in an excerpt away from it. Answers of the server move
 * there; where the two meet they become one. Every page comes with `recorded`: the states that may be newer than it,
 * and all messages written since it (SYN-4).
 */
import type { Message } from "#contract/entities.ts";
import type { Bounds } from "./bounds.ts";
import type { HistoryTarget, RoomState } from "./public.ts";
import { mergeMessages, newestWindow, position, updateWindow, type Window } from "./window.ts";

/** What loads go on from: the excerpt where there is one. */
export const shownWindow = (room: RoomState): Window => room.excerpt ?? newestWindow(room);

/** History around a message in place of the excerpt; the newest window stays. */
export function applyAround(room: RoomState, page: Window, recorded: readonly Message[]): RoomState {
  return show(room, updateWindow(page, recorded));
}

/** A page that reaches up to the shown window. */
export function applyOlder(room: RoomState, page: Window, recorded: readonly Message[], bounds: Bounds): RoomState {
  const shown = shownWindow(room);
  const grown = updateWindow(
    { ...shown, messages: mergeMessages(shown.messages, page.messages), hasBefore: page.hasBefore },
    recorded,
  );
  if (!room.excerpt) return { ...room, messages: grown.messages, hasBefore: grown.hasBefore };
  const messages = grown.messages.slice(0, bounds.excerpt);
  return { ...room, excerpt: { ...grown, messages } };
}

/** A page that goes on where the excerpt ends. */
export function applyNewer(room: RoomState, page: Window, recorded: readonly Message[], bounds: Bounds): RoomState {
  if (!room.excerpt) return room;
  const grown = updateWindow(
    { ...room.excerpt, messages: mergeMessages(room.excerpt.messages, page.messages), hasAfter: page.hasAfter },
    recorded,
  );
  const messages = grown.messages.slice(-bounds.excerpt);
  return show(room, { ...grown, messages, hasBefore: grown.hasBefore || messages.length < grown.messages.length });
}

export const leaveExcerpt = (room: RoomState): RoomState => (room.excerpt ? { ...room, excerpt: null } : room);

function show(room: RoomState, window: Window): RoomState {
  const first = window.messages[0];
  const last = window.messages.at(-1);
  if (!first || !last) return leaveExcerpt(room);
  const newest = room.messages[0];
  const meets = !window.hasAfter || !room.hasBefore || (newest !== undefined && last.seq >= newest.seq);
  if (!meets) return { ...room, excerpt: window };
  return {
    ...room,
    messages: mergeMessages(room.messages, window.messages),
    hasBefore: room.hasBefore && (first.seq <= (newest?.seq ?? first.seq) ? window.hasBefore : true),
    excerpt: null,
  };
}

/** Times need not grow with seq, as clocks differ; so many messages further they do. */
const clockSpan = 100;

/** Where to look without loading anything: with some context around it, or at a true end of history; null where that can't be told. */
export function findShown(
  room: RoomState,
  target: HistoryTarget,
  { context }: Bounds,
): { room: RoomState; seq: number } | null {
  if (!room.loaded) return null;
  const newest = findIn(newestWindow(room), target, context);
  if (newest !== null) return { room: leaveExcerpt(room), seq: newest };
  const seq = room.excerpt && findIn(room.excerpt, target, context);
  return seq === null ? null : { room, seq };
}

function findIn({ messages, hasBefore, hasAfter }: Window, target: HistoryTarget, context: number): number | null {
  const index = "seq" in target ? position(messages, target.seq) : firstSince(messages, target.at);
  const before = "seq" in target ? context : Math.max(context, clockSpan);
  const found = messages[index] ?? messages.at(-1);
  if (!found || (hasBefore && index < before) || (hasAfter && index > messages.length - context)) return null;
  return found.seq;
}

function firstSince(messages: readonly Message[], at: string): number {
  const index = messages.findIndex((message) => Date.parse(message.createdAt) >= Date.parse(at));
  return index < 0 ? messages.length : index;
}

/** The message of a page that comes nearest to what was looked for. */
export function nearest(
  { messages, foundSeq }: Window & { readonly foundSeq?: number | null | undefined },
  target: HistoryTarget,
): number | null {
  const found = "seq" in target ? messages[position(messages, target.seq)]?.seq : foundSeq;
  return found ?? messages.at(-1)?.seq ?? null;
}
