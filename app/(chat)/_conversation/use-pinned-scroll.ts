"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { VirtualizerHandle } from "virtua";
import { looking } from "#app/_gateway/looking.ts";
import type { WritableStore } from "#client/store.ts";
import type { Row } from "./rows.ts";
import { useOwnHand } from "./use-own-hand.ts";
import { anchorOf, itemAt, rowsOnScreen, sameView, type View, viewOf } from "./view.ts";

/** Nearer to the end than this is at the end. */
const endPx = 64;
/** While it moves, it left the end with this: what is measured meanwhile must not pull a slow hand back. */
const leavesPx = 2;
/** More is asked for when less than this is left in a direction. */
const nearPx = 900;
/** What one shall see stands this far down, as a part of the height. */
export const quarter = 0.25;

/** What stays where it is: the end, or one row, whose upper edge is `top` pixels below the scroller's. */
export type Place =
  | { readonly kind: "end" }
  | { readonly kind: "row"; readonly key: string; readonly top: number; readonly sought: boolean };

type Options = {
  rows: readonly Row[];
  view: WritableStore<View>;
  /** Where it begins. */
  start: { readonly key: string; readonly down: number } | null;
  /** The last row is the newest there is: its sight is the end. */
  newest: boolean;
  /** A row in sight, for whoever steps from rows to rows. */
  pivot: RefObject<string | null>;
  /** May be called again and again. */
  onNear: (side: "before" | "after") => void;
  /** Somebody scrolled to the end with their own hand. */
  onReachedEnd: () => void;
};

export type Pinned = {
  scroller: RefObject<HTMLDivElement | null>;
  handle: RefObject<VirtualizerHandle | null>;
  onScroll: () => void;
  onScrollEnd: () => void;
  /** Something has another size, or another place. */
  onResize: () => void;
  toEnd: () => void;
  /** Brings a row to `down` (a part of the height, or pixels where it is above 1) from the top, however far away it is. */
  seek: (key: string, down: number) => void;
  place: () => Place;
};

/**
 * Keeps what one looks at where it is: at the end the end stays in sight, elsewhere the first visible line stays,
 * whatever is added around it, edited, or grows late. The virtualised list sees to most of that; here is what it leaves:
 * rows that move for other reasons than being measured, the end, and rows that are sought while they are not there yet.
 */
export function usePinnedScroll({ rows, view, start, newest, pivot, onNear, onReachedEnd }: Options): Pinned {
  const scroller = useRef<HTMLDivElement>(null);
  const handle = useRef<VirtualizerHandle>(null);
  const place = useRef<Place>(start ? { kind: "row", key: start.key, top: start.down, sought: true } : { kind: "end" });
  /** How the page stood when the end was last brought into sight. */
  const end = useRef({ top: 0, lowest: 0 });
  const now = useRef({ rows, newest, onNear, onReachedEnd });
  const hand = useOwnHand(scroller);

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const onScreen = rowsOnScreen(box, now.current.rows);
    pivot.current = anchorOf(onScreen)?.row.key ?? pivot.current;
    const seen = viewOf(onScreen, box.clientHeight, endsAt(box, now.current.newest));
    box.toggleAttribute("data-end", seen.atEnd);
    if (!sameView(seen, view.get())) view.set(seen);
    if (box.scrollTop < nearPx) now.current.onNear("before");
    if (leftBelow(box) < nearPx) now.current.onNear("after");
  }, [view, pivot]);

  const stayAtEnd = useCallback((box: HTMLElement) => {
    place.current = { kind: "end" };
    end.current = { top: box.scrollTop, lowest: lowestOf(box) };
  }, []);

  /** What is in sight now is what stays: the end, where less than `near` pixels are left to it. */
  const settle = useCallback(
    (near = endPx) => {
      const box = scroller.current;
      if (!box) return;
      if (now.current.newest && leftBelow(box) < near) return stayAtEnd(box);
      const { rows } = now.current;
      const anchor = anchorOf(rowsOnScreen(box, rows)) ?? comingUp(box, rows, handle.current);
      if (!anchor) return;
      // Lines may stand between two pixels, and what is not above 1 would be a part of the height.
      const top = anchor.top > 1 ? anchor.top : Math.min(anchor.top, 0);
      place.current = { kind: "row", key: anchor.row.key, top, sought: false };
    },
    [stayAtEnd],
  );

  const keep = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (place.current.kind === "end") place.current = heldBack(box, now.current.rows, handle.current) ?? place.current;
    const { current } = place;
    if (current.kind === "end") {
      if (leftBelow(box) >= 1) box.scrollTop = box.scrollHeight;
      // Where more follows, following the end would run through all of it.
      if (now.current.newest) stayAtEnd(box);
      else settle();
      return look();
    }
    const index = now.current.rows.findIndex(({ key }) => key === current.key);
    const item = index < 0 ? null : itemAt(box, index);
    const top = current.top > 1 || current.top <= 0 ? current.top : current.top * box.clientHeight;
    if (item) {
      const moved = item.getBoundingClientRect().top - box.getBoundingClientRect().top - top;
      if (Math.abs(moved) >= 1) box.scrollTop += moved;
      if (current.sought) {
        place.current = { ...current, top, sought: false };
        if (endsAt(box, now.current.newest)) stayAtEnd(box);
      }
    } else if (index >= 0 && current.sought) box.scrollTop = (handle.current?.getItemOffset(index) ?? 0) - top;
    else if (index < 0 && !current.sought) settle();
    look();
  }, [look, settle, stayAtEnd]);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const { current } = place;
    const byHand = hand.moves();
    if (current.kind === "row" && current.sought) {
      if (byHand) settle(leavesPx);
    } else if (stands(box, current, now.current.rows)) {
      if (current.kind === "end") stayAtEnd(box);
    } else if (current.kind === "end" && grew(box, end.current, byHand)) {
      return keep();
    } else {
      const before = view.get().atEnd;
      settle(leavesPx);
      if (byHand && !before && endsAt(box, now.current.newest)) now.current.onReachedEnd();
    }
    look();
  }, [hand, keep, look, settle, stayAtEnd, view]);

  const onScrollEnd = useCallback(() => {
    const box = scroller.current;
    if (box && place.current.kind === "row" && !place.current.sought && endsAt(box, now.current.newest)) settle();
    look();
  }, [look, settle]);

  useLayoutEffect(() => {
    now.current = { rows, newest, onNear, onReachedEnd };
    keep();
  }, [rows, newest, onNear, onReachedEnd, keep]);

  // Hidden pages measure nothing, and whoever comes back shall find what was kept for them.
  useEffect(() => {
    document.addEventListener("visibilitychange", keep);
    return () => document.removeEventListener("visibilitychange", keep);
  }, [keep]);

  const go = useCallback(
    (to: Place) => {
      place.current = to;
      if (to.kind === "row") pivot.current = to.key;
      hand.rests();
      keep();
    },
    [hand, pivot, keep],
  );
  return useMemo(
    () => ({
      scroller,
      handle,
      onScroll,
      onScrollEnd,
      onResize: keep,
      toEnd: () => go({ kind: "end" }),
      seek: (key: string, down: number) => go({ kind: "row", key, top: down, sought: true }),
      place: () => place.current,
    }),
    [onScroll, onScrollEnd, keep, go],
  );
}

const lowestOf = (box: HTMLElement): number => box.scrollHeight - box.clientHeight;
const leftBelow = (box: HTMLElement): number => lowestOf(box) - box.scrollTop;
const endsAt = (box: HTMLElement, newest: boolean): boolean => newest && leftBelow(box) < endPx;

/** Whether the end is out of sight because the page or the window has another height, not because it was moved up. */
function grew(box: HTMLElement, was: { top: number; lowest: number }, byHand: boolean): boolean {
  if (lowestOf(box) === was.lowest) return false;
  return !byHand || box.scrollTop > was.top - leavesPx;
}

/** Whether it was not somebody's hand that moved the page: what stays is where it shall be. */
function stands(box: HTMLElement, place: Place, rows: readonly Row[]): boolean {
  if (place.kind === "end") return leftBelow(box) < leavesPx;
  const item = itemAt(
    box,
    rows.findIndex(({ key }) => key === place.key),
  );
  if (!item) return false;
  return Math.abs(item.getBoundingClientRect().top - box.getBoundingClientRect().top - place.top) < 1.5;
}

/** The line that one has scrolled to, where that was so far at once that nothing of it is in the page yet. */
function comingUp(box: HTMLElement, rows: readonly Row[], handle: VirtualizerHandle | null) {
  if (!handle) return undefined;
  const first = handle.findItemIndex(box.scrollTop);
  const index = rows.findIndex(({ kind }, at) => at >= first && (kind === "message" || kind === "pending"));
  const row = rows[index];
  return row && { row, top: handle.getItemOffset(index) - box.scrollTop };
}

/** While nobody looks the end is followed only until the line of what is new has come up to where one begins to read. */
function heldBack(box: HTMLElement, rows: readonly Row[], handle: VirtualizerHandle | null): Place | null {
  if (looking.get()) return null;
  const index = rows.findIndex(({ kind }) => kind === "new");
  if (index < 0 || !handle) return null;
  const limit = box.clientHeight * quarter;
  const offset = handle.getItemOffset(index);
  const passes = offset - (box.scrollHeight - box.clientHeight) < limit;
  return passes && offset - box.scrollTop >= limit - 1 ? { kind: "row", key: "new", top: quarter, sought: true } : null;
}
