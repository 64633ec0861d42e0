"use client";
import type { MouseEvent } from "react";
import type { Row } from "../_conversation/rows.ts";
import { openCard } from "./open-card.ts";

type Options = { roomId: string; rows: readonly Row[]; hold: (rowKey: string) => () => void };

/** Names, pictures and mentions in a conversation open their person's card: whatever says `data-user-id`. */
export function useCards({ roomId, rows, hold }: Options) {
  return ({ target, currentTarget }: MouseEvent<HTMLElement>) => {
    if (!(target instanceof Element) || !currentTarget.contains(target)) return;
    const opener = target.closest<HTMLElement>("[data-user-id]");
    const userId = opener?.dataset.userId;
    if (!opener || !userId) return;
    // Its row stays in the page meanwhile, so that the focus has where to go back to.
    const row = rows[Number(opener.closest<HTMLElement>("li[data-index]")?.dataset.index)];
    openCard({ userId, roomId, opener, release: row && hold(row.key) });
  };
}
