"use client";
import { type RefObject, useEffect } from "react";
import type { Jump } from "./use-jump.ts";

const walks = /^(?:Arrow|Page|Home|End|Escape)/;

/** Whoever scrolls or writes on while a jump makes them wait does not want to be taken away any more. */
export function useSecondThoughts({ waits, cancel }: Jump, scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const box = scroller.current;
    if (!waits || !box) return;
    const onKey = ({ key }: KeyboardEvent) => walks.test(key) && cancel();
    box.addEventListener("wheel", cancel, { passive: true });
    box.addEventListener("touchmove", cancel, { passive: true });
    box.addEventListener("keydown", onKey);
    document.addEventListener("input", cancel);
    return () => {
      box.removeEventListener("wheel", cancel);
      box.removeEventListener("touchmove", cancel);
      box.removeEventListener("keydown", onKey);
      document.removeEventListener("input", cancel);
    };
  }, [waits, cancel, scroller]);
}
