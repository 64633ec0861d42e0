"use client";
import { useMe } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";
import { createStore } from "#client/store.ts";

/** What was typed and not sent, by person and room, in this browser; it survives reloads and crashes. */
const prefix = "parley:draft:";
const keyOf = (userId: string, roomId: string) => `${prefix}${userId}:${roomId}`;

export function readDraft(userId: string, roomId: string): string {
  try {
    return localStorage.getItem(keyOf(userId, roomId)) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(userId: string, roomId: string, text: string): void {
  const key = keyOf(userId, roomId);
  note(key, text);
  try {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Full or forbidden: the draft then lives as long as the page.
  }
}

/** The keys of all drafts; it is another set only when a draft begins or ends, not at each letter. */
const waiting = createStore<ReadonlySet<string>>(new Set());

function note(key: string, text: string | null): void {
  const has = Boolean(text?.trim());
  if (waiting.get().has(key) === has) return;
  const next = new Set(waiting.get());
  if (has) next.add(key);
  else next.delete(key);
  waiting.set(next);
}

/** Whether something waits in a room to be written to its end. */
export function useHasDraft(roomId: string): boolean {
  const key = keyOf(useMe().id, roomId);
  return useSelected(waiting, (keys) => keys.has(key));
}

if (typeof window !== "undefined") {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) note(key, localStorage.getItem(key));
  } catch {
    // Forbidden: no draft of an earlier page is there to be told of.
  }
  // Another tab of this browser.
  window.addEventListener("storage", ({ key, newValue }) => key?.startsWith(prefix) && note(key, newValue));
}
