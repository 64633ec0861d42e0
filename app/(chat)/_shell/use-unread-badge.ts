"use client";
import { useEffect } from "react";
import { useClient } from "#app/_gateway/hooks.ts";
import { isCalling, isLoud } from "#app/_gateway/room-order.ts";
import type { RoomState } from "#client/public.ts";
import { setTabTitle } from "./tab-title.ts";

/**
 * What comes while one looks is read in a moment, and says nothing in the tab; and where a message comes each moment, a
 * tab that followed each of them would only flicker, and cost more than the messages.
 */
const calmMs = 300;

/** The tab says how much is unread: in its title by number, in its icon by a dot, a red one where it is for oneself. */
export function useUnreadBadge(): void {
  const { rooms } = useClient();
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>("link[rel~=icon]");
    const plainIcon = link?.href ?? "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown: Badge = { unread: 0, dot: "none" };
    const show = () => {
      timer = undefined;
      const badge = badgeOf(rooms.get());
      if (badge.unread !== shown.unread) {
        const plain = document.title.replace(/^\(\d+\+?\) /, "");
        setTabTitle(badge.unread > 0 ? `(${badge.unread > 999 ? "999+" : badge.unread}) ${plain}` : plain);
      }
      if (link && badge.dot !== shown.dot)
        link.href =
          badge.dot === "none" ? plainIcon : `data:image/svg+xml,${encodeURIComponent(icon(colours[badge.dot]))}`;
      shown = badge;
    };
    const later = () => {
      timer ??= setTimeout(show, calmMs);
    };
    show();
    const forget = rooms.subscribe(later);
    return () => {
      forget();
      clearTimeout(timer);
      if (link) link.href = plainIcon;
    };
  }, [rooms]);
}

type Badge = { readonly unread: number; readonly dot: "none" | keyof typeof colours };

function badgeOf(rooms: ReadonlyMap<string, RoomState>): Badge {
  const states = [...rooms.values()];
  return {
    unread: states.reduce((sum, { room, unread, mentions }) => sum + (room.preferences?.muted ? mentions : unread), 0),
    dot: states.some(isLoud) ? "loud" : states.some(isCalling) ? "quiet" : "none",
  };
}

/** On whatever colour a browser's tabs have. */
const colours = { loud: "#e5383b", quiet: "#12a5b5" } as const;

/** app/icon.svg with a dot. */
const icon = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#00717f" d="M5 3h15a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4h-8l-6 5v-5.1A4 4 0 0 1 1 14V7a4 4 0 0 1 4-4Z"/><path fill="#d9f3f7" stroke="#00717f" stroke-width="2" stroke-linejoin="round" d="M17 13h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3v4l-5-4h-5a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3Z"/><circle cx="25" cy="7" r="7" fill="${colour}"/></svg>`;
