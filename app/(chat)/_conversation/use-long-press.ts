"use client";
import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";

const pressMs = 450;
/** A finger that moves further than this scrolls; pixels. */
const slack = 10;

type Handlers = {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
  onMouseDown: (event: MouseEvent) => void;
  onContextMenu: (event: MouseEvent) => void;
  onClickCapture: (event: MouseEvent) => void;
};

type Options = {
  /** A link is no more than a place to hold, too; else one within keeps the browser's own menu. */
  links?: boolean;
};

/** What a finger held in place opens; scrolling is no press. */
export function useLongPress(onPress: () => void, { links = false }: Options = {}): Handlers {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const from = useRef<{ x: number; y: number } | null>(null);
  /** The press that opened something is no click on what lies below it. */
  const pressed = useRef(false);
  const end = () => {
    clearTimeout(timer.current);
    from.current = null;
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    onPointerDown(event) {
      pressed.current = false;
      if (event.pointerType !== "touch" || !event.isPrimary) return end();
      const { target, currentTarget } = event;
      // What was opened from here elsewhere in the page is in this tree, but not in this place.
      if (!(target instanceof Element) || !currentTarget.contains(target)) return;
      if (target.closest(links ? "input, textarea" : "a, input, textarea")) return;
      // What lies deeper is what is meant: a reaction, not its message.
      event.stopPropagation();
      from.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(() => {
        pressed.current = true;
        navigator.vibrate?.(10);
        onPress();
      }, pressMs);
    },
    onPointerMove(event) {
      const start = from.current;
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > slack) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    // Nor does it take the focus from what it opened.
    onMouseDown(event) {
      if (pressed.current) event.preventDefault();
    },
    onContextMenu(event) {
      if (from.current) event.preventDefault();
    },
    onClickCapture(event) {
      if (!pressed.current) return;
      pressed.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
