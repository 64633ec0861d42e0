"use client";
import { type FocusEvent, type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Store } from "#client/public.ts";
import type { Row } from "./rows.ts";
import type { Pinned } from "./use-pinned-scroll.ts";
import { itemAt, type View } from "./view.ts";

/** Between a row that is walked to and the edge of what one sees, pixels; above, the day may float. */
const roomAbove = 44;
const roomBelow = 8;

type Options = {
  rows: readonly Row[];
  view: Store<View>;
  scrolling: Pinned;
  /** End: to the newest message, wherever that is. */
  onEnd: () => void;
  /** Esc: done with reading. */
  onDone: () => void;
};

export type Walk = {
  /** The message that Tab reaches, and that stays in the page wherever one scrolls. Null: the last one. */
  active: string | null;
  /** The row in which something else has the focus, as the button of a day; it stays, too. */
  within: string | null;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  /** Moves the focus to a row, or to something in it, as soon as it is there. It comes wholly into sight, unless it shall stay in place. */
  focusOn: (key: string, how?: { within?: string; inPlace?: boolean }) => void;
  /** Rows were measured: one that waits for the focus may be there now. */
  tryFocus: () => void;
  /** The page stands still: Tab shall reach what is on screen. */
  settle: () => void;
};

/** ↑ and ↓ walk from message to message, also to those that are not in the page yet; Tab then reaches the actions of the one in focus. */
export function useWalk({ rows, view, scrolling, onEnd, onDone }: Options): Walk {
  const [active, setActive] = useState<string | null>(null);
  const [within, setWithin] = useState<string | null>(null);
  const waiting = useRef<{ key: string; within: string; inPlace: boolean } | null>(null);
  const { scroller, handle, seek } = scrolling;

  const tryFocus = useCallback(() => {
    const box = scroller.current;
    const wanted = waiting.current;
    if (!box || !wanted) return;
    const index = rows.findIndex(({ key }) => key === wanted.key);
    const item = itemAt(box, index);
    const element = item?.querySelector<HTMLElement>(wanted.within);
    if (!item || !element) return;
    waiting.current = null;
    element.focus({ preventScroll: true });
    if (wanted.inPlace) return;
    const top = item.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const height = item.offsetHeight;
    const lowest = Math.max(roomAbove, box.clientHeight - height - roomBelow);
    // What stands above the first message is reached by nothing but this.
    const first = index === rows.findIndex(({ kind }) => kind === "message");
    const above = first ? Math.min(lowest, Math.max(roomAbove, handle.current?.getItemOffset(index) ?? 0)) : roomAbove;
    if (top < above) seek(wanted.key, above);
    else if (top + height > box.clientHeight - roomBelow) seek(wanted.key, lowest);
  }, [rows, scroller, handle, seek]);
  // The row may have come with this very rendering.
  useLayoutEffect(tryFocus);

  const focusOn = useCallback<Walk["focusOn"]>(
    (key, { within = "[data-seq]", inPlace = false } = {}) => {
      waiting.current = { key, within, inPlace };
      setActive(key);
      tryFocus();
    },
    [tryFocus],
  );

  const settle = useCallback(() => {
    const box = scroller.current;
    if (!box || box.contains(document.activeElement)) return;
    const { atEnd, newestSeq } = view.get();
    const key = atEnd
      ? null
      : (rows.find((row) => row.kind === "message" && row.message.seq === newestSeq)?.key ?? null);
    setActive(key);
  }, [rows, scroller, view]);

  function onFocus({ target, currentTarget }: FocusEvent<HTMLElement>) {
    // What a row opens elsewhere in the page has the focus in this tree, but not in that list.
    const item = currentTarget.contains(target) ? target.closest<HTMLElement>("li[data-index]") : null;
    const row = item && rows[Number(item.dataset.index)];
    if (row?.kind === "message" || row?.kind === "pending") setActive(row.key);
    else if (row) setWithin(row.key);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const { key, target, currentTarget } = event;
    if (!(target instanceof HTMLElement) || !target.matches("[data-seq]") || !currentTarget.contains(target)) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (key === "Escape") onDone();
    else if (key === "End") onEnd();
    else {
      const at = rows.findIndex((row) => row.kind === "message" && String(row.message.seq) === target.dataset.seq);
      const next = nextOf(key, at, rows, scrolling);
      if (next === undefined) return;
      if (next) focusOn(next.key);
    }
    event.preventDefault();
  }

  return { active, within, onKeyDown, onFocus, focusOn, tryFocus, settle };
}

/** Undefined: not a key that walks. Null: nowhere to go. */
function nextOf(key: string, at: number, rows: readonly Row[], { handle, scroller }: Pinned): Row | null | undefined {
  const isMessage = (row: Row) => row.kind === "message";
  const before = () => rows.slice(0, at).findLast(isMessage) ?? null;
  const after = () => rows.slice(at + 1).find(isMessage) ?? null;
  const page = (scroller.current?.clientHeight ?? 0) * 0.9;
  const awayBy = (pixels: number) => handle.current?.findItemIndex(handle.current.getItemOffset(at) + pixels) ?? at;
  switch (key) {
    case "ArrowUp":
      return before();
    case "ArrowDown":
      return after();
    case "Home":
      return rows.find(isMessage) ?? null;
    case "PageUp": {
      const index = awayBy(-page);
      return (index < at ? rows.slice(index, at).find(isMessage) : undefined) ?? before();
    }
    case "PageDown": {
      const index = awayBy(page);
      return (index > at ? rows.slice(at + 1, index + 1).findLast(isMessage) : undefined) ?? after();
    }
    default:
      return undefined;
  }
}
