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

/** Where to look without loading anything: with some context around it, or at a true end of history; null where that can't be told. */
export function findShown(
  room: RoomState,
  { seq }: HistoryTarget,
  { context }: Bounds,
): { room: RoomState; seq: number } | null {
  if (!room.loaded) return null;
  const newest = findIn(newestWindow(room), seq, context);
  if (newest !== null) return { room: leaveExcerpt(room), seq: newest };
  const found = room.excerpt && findIn(room.excerpt, seq, context);
  return found === null ? null : { room, seq: found };
}

function findIn({ messages, hasBefore, hasAfter }: Window, seq: number, context: number): number | null {
  const index = position(messages, seq);
  const found = messages[index] ?? messages.at(-1);
  if (!found || (hasBefore && index < context) || (hasAfter && index > messages.length - context)) return null;
  return found.seq;
}

/** The message of a page that comes nearest to what was looked for. */
export function nearest({ messages }: Window, seq: number): number | null {
  return (messages[position(messages, seq)] ?? messages.at(-1))?.seq ?? null;
}
