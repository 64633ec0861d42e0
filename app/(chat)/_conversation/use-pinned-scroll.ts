"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Nearer to the end than this is at the end. */
const endPx = 64;
/** Older messages are asked for when less than this is left above. */
const nearTopPx = 900;

type Pinned = {
  scroller: RefObject<HTMLDivElement | null>;
  list: RefObject<HTMLOListElement | null>;
  atEnd: boolean;
  onScroll: () => void;
  toEnd: () => void;
};

/**
 * Keeps what one looks at where it is: at the end the end stays in sight, elsewhere the first visible line stays,
 * whatever is added above it, edited, or grows late. (The browser's own anchoring fails at the very top, and in Safari.)
 * `content` changes with the lines; `onNearTop` may be called again and again.
 */
export function usePinnedScroll(content: unknown, onNearTop: () => void): Pinned {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const pinned = useRef(true);
  const anchor = useRef<{ line: Element; top: number } | null>(null);
  const [atEnd, setAtEnd] = useState(true);

  const remember = useCallback(() => {
    const box = scroller.current;
    if (!box || !list.current) return;
    pinned.current = box.scrollHeight - box.scrollTop - box.clientHeight < endPx;
    setAtEnd(pinned.current);
    const line = firstVisible(list.current, box.getBoundingClientRect().top);
    anchor.current = line && { line, top: line.getBoundingClientRect().top };
  }, []);

  const restore = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (pinned.current) box.scrollTop = box.scrollHeight;
    else if (anchor.current?.line.isConnected) {
      const moved = anchor.current.line.getBoundingClientRect().top - anchor.current.top;
      if (Math.abs(moved) >= 1) box.scrollTop += moved;
    }
    remember();
  }, [remember]);

  // The first time, where reading stopped comes into sight.
  useLayoutEffect(() => {
    const line = list.current?.querySelector("[data-new-line]");
    if (!line || !scroller.current) return restore();
    scroller.current.scrollTop +=
      line.getBoundingClientRect().top -
      scroller.current.getBoundingClientRect().top -
      scroller.current.clientHeight / 4;
    remember();
  }, [remember, restore]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the content's change that moves things.
  useLayoutEffect(restore, [content, restore]);

  useEffect(() => {
    if (!scroller.current || !list.current) return;
    const observer = new ResizeObserver(restore);
    observer.observe(scroller.current);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, [restore]);

  const onScroll = useCallback(() => {
    remember();
    if (scroller.current && scroller.current.scrollTop < nearTopPx) onNearTop();
  }, [remember, onNearTop]);

  // A page that is shorter than the window never scrolls: ask at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after each page.
  useEffect(() => {
    if (scroller.current && scroller.current.scrollTop < nearTopPx) onNearTop();
  }, [content, onNearTop]);

  const toEnd = useCallback(() => {
    pinned.current = true;
    restore();
  }, [restore]);

  return { scroller, list, atEnd, onScroll, toEnd };
}

/** Lines are in order, so the first that reaches below `top` is found by halving. */
function firstVisible(list: HTMLOListElement, top: number): Element | null {
  let low = 0;
  let high = list.children.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list.children[middle]?.getBoundingClientRect().bottom ?? 0) > top) high = middle;
    else low = middle + 1;
  }
  return list.children[low] ?? null;
}
