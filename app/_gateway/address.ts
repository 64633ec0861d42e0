"use client";
import { usePathname } from "next/navigation";

/** What the chat shows, by the page's address. */
export type Address = { screen: "home" } | { screen: "room"; room: string } | { screen: "settings" };

export function parseAddress(pathname: string): Address {
  if (pathname === "/settings") return { screen: "settings" };
  const room = /^\/r\/([^/]+)$/.exec(pathname)?.[1];
  if (!room) return { screen: "home" };
  try {
    return { screen: "room", room: decodeURIComponent(room) };
  } catch {
    return { screen: "room", room };
  }
}

export const useAddress = (): Address => parseAddress(usePathname());

/**
 * Goes to another screen of the chat without asking the server, so that rooms switch at once and also offline.
 * Next takes part in `pushState`: its router's pathname follows, and Back works.
 */
export function go(path: string): void {
  if (path !== window.location.pathname) window.history.pushState(null, "", path);
}

/** In place of the address that is left, which Back shall not come to again. */
export const goInstead = (path: string): void => window.history.replaceState(null, "", path);

export const roomPath = (room: { slug: string; roomId: string }): string =>
  `/r/${encodeURIComponent(room.slug || room.roomId)}`;
