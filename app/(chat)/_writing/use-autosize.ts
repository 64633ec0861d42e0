"use client";
import { type RefObject, useLayoutEffect } from "react";

/** A text box as high as its text; CSS's `max-height` bounds it. */
export function useAutosize(box: RefObject<HTMLTextAreaElement | null>, value: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text's change is what asks for another height.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [box, value]);
}
