"use client";
import { useEffect } from "react";
import { useClient } from "#app/_gateway/hooks.ts";
import { isCalling, isLoud } from "#app/_gateway/room-order.ts";
import { useSelected } from "#app/_gateway/store.ts";

/** The tab says how much is unread: in its title by number, in its icon by a dot, a red one where it is for oneself. */
export function useUnreadBadge(): void {
  const { rooms } = useClient();
  const unread = useSelected(rooms, (all) => {
    let sum = 0;
    for (const state of all.values()) sum += state.room.preferences?.muted ? state.mentions : state.unread;
    return sum;
  });
  const dot = useSelected(rooms, (all) => {
    const states = [...all.values()];
    return states.some(isLoud) ? "loud" : states.some(isCalling) ? "quiet" : "none";
  });

  useEffect(() => {
    const plain = document.title.replace(/^\(\d+\+?\) /, "");
    document.title = unread > 0 ? `(${unread > 999 ? "999+" : unread}) ${plain}` : plain;
  }, [unread]);

  useEffect(() => {
    if (dot === "none") return;
    const link = document.querySelector<HTMLLinkElement>("link[rel~=icon]");
    if (!link) return;
    const plain = link.href;
    link.href = `data:image/svg+xml,${encodeURIComponent(icon(colours[dot]))}`;
    return () => {
      link.href = plain;
    };
  }, [dot]);
}

/** On whatever colour a browser's tabs have. */
const colours = { loud: "#e5383b", quiet: "#12a5b5" } as const;

/** app/icon.svg with a dot. */
const icon = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#00717f" d="M5 3h15a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4h-8l-6 5v-5.1A4 4 0 0 1 1 14V7a4 4 0 0 1 4-4Z"/><path fill="#d9f3f7" stroke="#00717f" stroke-width="2" stroke-linejoin="round" d="M17 13h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3v4l-5-4h-5a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3Z"/><circle cx="25" cy="7" r="7" fill="${colour}"/></svg>`;
