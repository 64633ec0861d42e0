"use client";
import { usePathname } from "next/navigation";
import { createStore } from "#client/store.ts";
import { useStore } from "./store.ts";

/** What the chat shows, by the page's address. */
export type Address =
  | { screen: "home" }
  /** `seq`: of the message that a permalink leads to. */
  | { screen: "room"; room: string; seq?: number }
  | { screen: "settings" };

export function parseAddress(pathname: string): Address {
  if (pathname === "/settings") return { screen: "settings" };
  const [, room, number] = /^\/r\/([^/]+)(?:\/([1-9]\d{0,14}))?$/.exec(pathname) ?? [];
  if (!room) return { screen: "home" };
  return { screen: "room", room: decoded(room), ...(number && { seq: Number(number) }) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const useAddress = (): Address => parseAddress(usePathname());

/**
 * Goes to another screen of the chat without asking the server, so that rooms switch at once and also offline.
 * Next takes part in `pushState`: its router's pathname follows, and Back works.
 */
export function go(path: string): void {
  asked = path;
  if (path !== window.location.pathname) window.history.pushState(null, "", path);
  else again.set(again.get() + 1);
}

/** Counts how often somebody asked for the address that is there already: a link to a message leads to it once more. */
const again = createStore(0);
export const useAskedAgain = (): number => useStore(again);

/** In place of the address that is left, which Back shall not come to again. */
export function goInstead(path: string): void {
  asked = path;
  window.history.replaceState(null, "", path);
}

/** Where somebody last went within the page. */
let asked: string | null = null;
/** Whether the address that is there came by the browser's Back or Forward. No event says so in time: the page may have rendered before it. */
export const cameBack = (): boolean => asked !== window.location.pathname;

export const roomPath = (room: { slug: string; roomId: string }): string =>
  `/r/${encodeURIComponent(room.slug || room.roomId)}`;

/** The permalink of a message. */
export const messagePath = (room: { slug: string; roomId: string }, seq: number): string => `${roomPath(room)}/${seq}`;
