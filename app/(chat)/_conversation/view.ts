/** What of the conversation is on screen. Read from the page, as only the page knows. */
import type { Row } from "./rows.ts";

export type View = {
  /** The newest line is in sight, or as good as. */
  readonly atEnd: boolean;
  /** The first and last rows on screen, by key; null before anything is. */
  readonly first: string | null;
  readonly last: string | null;
  /** The newest message of which at least the beginning is on screen. */
  readonly newestSeq: number | null;
  /** Which day is looked at: epoch milliseconds of the first message on screen. */
  readonly at: number | null;
};

export const nothingSeen: View = { atEnd: true, first: null, last: null, newestSeq: null, at: null };

/** So much of a long message shows that it is there, pixels. */
const beginningPx = 48;

/** The items that are in the page, from top to bottom; those not measured yet are hidden and tell nothing. */
export const itemsOf = (scroller: HTMLElement): HTMLElement[] =>
  [...scroller.querySelectorAll<HTMLElement>("[role=log] > ol > li")].filter(isMeasured);

export const isMeasured = (item: HTMLElement): boolean => item.style.visibility !== "hidden";

export function itemAt(scroller: HTMLElement, index: number): HTMLElement | null {
  const item = scroller.querySelector<HTMLElement>(`[role=log] > ol > li[data-index="${index}"]`);
  return item && isMeasured(item) ? item : null;
}

export type OnScreen = { readonly row: Row; readonly top: number; readonly bottom: number };

/** The rows on screen, with their edges in pixels below the scroller's own upper edge. */
export function rowsOnScreen(scroller: HTMLElement, rows: readonly Row[]): OnScreen[] {
  const { top, height } = scroller.getBoundingClientRect();
  const found: OnScreen[] = [];
  for (const item of itemsOf(scroller)) {
    const row = rows[Number(item.dataset.index)];
    const box = item.getBoundingClientRect();
    if (row && box.bottom > top + 1 && box.top < top + height - 1)
      found.push({ row, top: box.top - top, bottom: box.bottom - top });
  }
  return found;
}

export function viewOf(onScreen: readonly OnScreen[], height: number, atEnd: boolean): View {
  const seen = onScreen.findLast(
    ({ row, top, bottom }) => row.kind === "message" && top + Math.min(bottom - top, beginningPx) <= height + 1,
  )?.row;
  const first = onScreen.find(({ row }) => row.kind === "message")?.row;
  return {
    atEnd,
    first: onScreen[0]?.row.key ?? null,
    last: onScreen.at(-1)?.row.key ?? null,
    newestSeq: seen?.kind === "message" ? seen.message.seq : null,
    at: first?.kind === "message" ? Date.parse(first.message.createdAt) : null,
  };
}

export const sameView = (a: View, b: View): boolean =>
  a.atEnd === b.atEnd && a.first === b.first && a.last === b.last && a.newestSeq === b.newestSeq && a.at === b.at;

/** The line by which one's eye holds on: the first that begins on screen, else the one that fills it. */
export const anchorOf = (onScreen: readonly OnScreen[]): OnScreen | undefined => {
  const lines = onScreen.filter(({ row }) => row.kind === "message" || row.kind === "pending");
  return lines.find(({ top }) => top >= -1) ?? lines[0];
};
