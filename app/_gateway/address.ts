"use client";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import type { Store } from "#client/public.ts";
import { createStore } from "#client/store.ts";
import { type Address, parseAddress } from "./parse-address.ts";
import { useStore } from "./store.ts";

/**
 * The address that there is. Next's router follows most steps of the history, but not one back to an entry that was made
 * before a reload: there the browser alone knows.
 */
export function useAddress(): Address {
  const rendered = usePathname();
  const path = useSyncExternalStore(
    onBack,
    () => window.location.pathname,
    () => rendered,
  );
  return parseAddress(path);
}

function onBack(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  return () => window.removeEventListener("popstate", listener);
}

/** What an entry of the browser's history tells of itself, beside what Next keeps there. */
type Entry = {
  /** So many entries back is the list of rooms, where one came from it. */
  readonly up?: number | undefined;
  /** The panel lies over the conversation: on a phone it is a screen of its own. */
  readonly panel?: true | undefined;
};

function entry(): Entry {
  const state: unknown = window.history.state;
  if (typeof state !== "object" || state === null) return {};
  return {
    ...("up" in state && typeof state.up === "number" && { up: state.up }),
    ...("panel" in state && state.panel === true && { panel: true }),
  };
}

/**
 * Next writes the entry that is there anew when the server's answer to an old one comes late, as after
 * a reload, and forgets what others keep in it: that is put back.
 */
function keepEntries(): void {
  const { history } = window;
  const replace = history.replaceState.bind(history);
  history.replaceState = (state: unknown, unused, url) => {
    const stays = url == null || new URL(url, window.location.href).pathname === window.location.pathname;
    replace(stays && typeof state === "object" ? { ...entry(), ...state } : state, unused, url);
  };
}
if (typeof window !== "undefined") keepEntries();

/**
 * Goes to another screen of the chat without asking the server, so that rooms switch at once and also offline.
 * Next takes part in `pushState`: its router's pathname follows, and Back works. "/" is where one came from, so that
 * the browser's Back never leads from the list into a room that one has left.
 */
export function go(path: string): void {
  asked = path;
  if (path !== window.location.pathname) {
    const { up } = entry();
    if (path !== "/") push(path);
    else if (up) back(up);
    else goInstead(path);
    return;
  }
  if (entry().panel) back(1);
  again.set(again.get() + 1);
}

function push(path: string, over?: Pick<Entry, "panel">): void {
  const { up } = entry();
  const above = window.location.pathname === "/" ? 1 : up && up + 1;
  window.history.pushState({ ...(above && { up: above }), ...over } satisfies Entry, "", path);
  moved.set(moved.get() + 1);
}

/** The panel over the conversation, as a screen to come back from. */
export const goToPanel = (): void => push(window.location.pathname, { panel: true });
export const leavePanel = (): void => back(1);

/** Counts this page's own steps in the history: of those no event tells. */
const moved = createStore(0);

/** Whether the panel lies over the conversation; Back, Forward and a reload keep it. */
export const panelIsOver: Store<boolean> = {
  get: () => entry().panel === true,
  subscribe(listener) {
    window.addEventListener("popstate", listener);
    const forget = moved.subscribe(listener);
    return () => {
      forget();
      window.removeEventListener("popstate", listener);
    };
  },
};

/** Pressed twice in a hurry, one still goes back once: the browser takes a moment, at most this. */
const backMs = 500;
let goingBack: ReturnType<typeof setTimeout> | undefined;

function back(entries: number): void {
  if (goingBack !== undefined) return;
  const arrived = () => {
    clearTimeout(goingBack);
    goingBack = undefined;
    window.removeEventListener("popstate", arrived);
  };
  goingBack = setTimeout(arrived, backMs);
  window.addEventListener("popstate", arrived);
  window.history.go(-entries);
}

/** Counts how often somebody asked for the address that is there already: a link to a message leads to it once more. */
const again = createStore(0);
export const useAskedAgain = (): number => useStore(again);

/** In place of the address that is left, which Back shall not come to again. */
export function goInstead(path: string): void {
  asked = path;
  const { up } = entry();
  window.history.replaceState({ up, panel: undefined } satisfies Entry, "", path);
  moved.set(moved.get() + 1);
}

/** Where somebody last went within the page. */
let asked: string | null = null;
/** Whether the address that is there came by the browser's Back or Forward. No event says so in time: the page may have rendered before it. */
export const cameBack = (): boolean => asked !== window.location.pathname;

export const roomPath = (room: { slug: string; roomId: string }): string =>
  `/r/${encodeURIComponent(room.slug || room.roomId)}`;

/** The permalink of a message. */
export const messagePath = (room: { slug: string; roomId: string }, seq: number): string => `${roomPath(room)}/${seq}`;
