"use client";
import { useEffect } from "react";
import { useClient } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";

/** The tab's title says how much is unread. */
export function useTitleCount(): void {
  const unread = useSelected(useClient().rooms, (rooms) => {
    let sum = 0;
    for (const state of rooms.values()) sum += state.unread;
    return sum;
  });
  useEffect(() => {
    const plain = document.title.replace(/^\(\d+\+?\) /, "");
    document.title = unread > 0 ? `(${unread > 999 ? "999+" : unread}) ${plain}` : plain;
  }, [unread]);
}
