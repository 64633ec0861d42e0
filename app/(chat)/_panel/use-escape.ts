"use client";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { isComposing } from "#app/_components/composing.ts";

const floating = "[role=dialog], [role=alertdialog], [role=menu], [role=tooltip]";

/**
 * Esc closes the panel wherever one is, unless what is nearer takes the key: what floats, an edit, a completion. Only
 * then it means that the conversation is read.
 */
export function useEscape(panel: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useEffectEvent((event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const { current } = panel;
    const button = current?.previousElementSibling?.querySelector<HTMLElement>("header [aria-expanded]");
    // What is within goes, and the focus with it.
    if (current?.contains(document.activeElement)) button?.focus({ preventScroll: true });
    onClose();
  });
  useEffect(() => {
    // A message that has the focus would take it before it comes this far.
    const onCapture = (event: KeyboardEvent) => {
      const onMessage = event.target instanceof Element && event.target.matches("[data-seq]");
      if (onMessage && isEscape(event) && !document.querySelector(floating)) close(event);
    };
    const onBubble = (event: KeyboardEvent) => {
      if (isEscape(event)) close(event);
    };
    window.addEventListener("keydown", onCapture, true);
    window.addEventListener("keydown", onBubble);
    return () => {
      window.removeEventListener("keydown", onCapture, true);
      window.removeEventListener("keydown", onBubble);
    };
  }, []);
}

function isEscape(event: KeyboardEvent): boolean {
  const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  return event.key === "Escape" && !held && !event.defaultPrevented && !isComposing(event);
}
