"use client";
import { type RefObject, useEffect, useMemo, useRef } from "react";

/** A scroll this soon after a sign of somebody's hand, or after a scroll that was theirs, is theirs, milliseconds. */
const withinMs = 1_000;

export type OwnHand = {
  /** To be asked at each scroll: is this one by somebody's hand? A swing that goes on after the finger left is, too. */
  moves(): boolean;
  /** The page is about to be scrolled without anybody's hand. */
  rests(): void;
};

/** Tells the scrolling that a person does from what the page does by itself. */
export function useOwnHand(scroller: RefObject<HTMLElement | null>): OwnHand {
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  const down = useRef(false);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const sign = () => {
      lastAt.current = Date.now();
    };
    const press = () => {
      down.current = true;
      sign();
    };
    const release = () => {
      down.current = false;
    };
    const signs = ["wheel", "touchmove", "keydown"] as const;
    for (const name of signs) box.addEventListener(name, sign, { passive: true });
    // A pointer that holds the scrollbar may move it much later.
    box.addEventListener("pointerdown", press, { passive: true });
    window.addEventListener("pointerup", release, { passive: true });
    window.addEventListener("pointercancel", release, { passive: true });
    return () => {
      for (const name of signs) box.removeEventListener(name, sign);
      box.removeEventListener("pointerdown", press);
      window.removeEventListener("pointerup", release);
      window.removeEventListener("pointercancel", release);
    };
  }, [scroller]);

  return useMemo(
    () => ({
      moves() {
        const now = Date.now();
        if (!down.current && now - lastAt.current > withinMs) return false;
        lastAt.current = now;
        return true;
      },
      rests() {
        lastAt.current = Number.NEGATIVE_INFINITY;
      },
    }),
    [],
  );
}
