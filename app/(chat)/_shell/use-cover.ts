"use client";
import { type RefObject, useLayoutEffect } from "react";
import { covered } from "./covered.ts";
import { slide } from "./slide.ts";
import { useWide } from "./use-wide.ts";

/**
 * For a screen that slides over the one before it in the page: while it does, that one is out of reach. It takes the
 * focus for its heading, and gives it back to what led here.
 */
export function useCover(screen: RefObject<HTMLElement | null>): void {
  const wide = useWide();
  useLayoutEffect(() => {
    const over = screen.current;
    const below = over?.previousElementSibling;
    if (wide || !over || !(below instanceof HTMLElement)) return;
    below.inert = true;
    covered.set(true);
    void slide(over, 1, 0);
    const heading = over.querySelector("h2");
    if (heading) heading.tabIndex = -1;
    heading?.focus({ preventScroll: true });
    return () => {
      below.inert = false;
      covered.set(false);
      const { activeElement } = document;
      const held = activeElement && activeElement !== document.body && !over.contains(activeElement);
      if (!held) below.querySelector<HTMLElement>("header [aria-expanded]")?.focus({ preventScroll: true });
    };
  }, [screen, wide]);
}
