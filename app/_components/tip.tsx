"use client";
import { type ReactNode, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

/** After the pointer came to rest; and before what it left is hidden, so that it can reach the tip itself (WCAG 1.4.13). */
const openMs = 350;
const closeMs = 120;
const gap = 6;
const margin = 8;

type Tip = {
  /** For what the tip explains. */
  props: {
    "aria-describedby": string | undefined;
    onPointerEnter: (event: { pointerType: string }) => void;
    onPointerLeave: (event: { pointerType: string }) => void;
    onFocus: (event: { currentTarget: Element }) => void;
    onBlur: () => void;
  };
  open: boolean;
  show: () => void;
  hide: () => void;
  tip: ReactNode;
};

/** A sentence about what is pointed at or in focus. It can be pointed at itself, and Esc puts it away. `words` is made while it shows. */
export function useTip(anchor: { readonly current: HTMLElement | null }, words: () => ReactNode): Tip {
  const id = useId();
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = useCallback((next: boolean, ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), ms);
  }, []);
  const now = useCallback((next: boolean) => {
    clearTimeout(timer.current);
    setOpen(next);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // Esc puts the tip away, and nothing else with it.
      event.stopPropagation();
      now(false);
    };
    const hide = () => now(false);
    const onDown = ({ target }: PointerEvent) =>
      !(target instanceof Node && anchor.current?.contains(target)) && hide();
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("pointerdown", onDown, true);
    window.addEventListener("scroll", hide, { capture: true, passive: true });
    return () => {
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("pointerdown", onDown, true);
      window.removeEventListener("scroll", hide, true);
    };
  }, [open, now, anchor]);

  return {
    open,
    show: () => now(true),
    hide: () => now(false),
    props: {
      "aria-describedby": open ? id : undefined,
      onPointerEnter: ({ pointerType }) => pointerType === "mouse" && later(true, openMs),
      // What a finger opened stays until it touches elsewhere.
      onPointerLeave: ({ pointerType }) => pointerType === "mouse" && later(false, closeMs),
      onFocus: ({ currentTarget }) => currentTarget.matches(":focus-visible") && now(true),
      onBlur: () => now(false),
    },
    tip: open && (
      <Bubble id={id} anchor={anchor} onEnter={() => clearTimeout(timer.current)} onLeave={() => later(false, closeMs)}>
        {words()}
      </Bubble>
    ),
  };
}

type BubbleProps = {
  id: string;
  anchor: { readonly current: HTMLElement | null };
  onEnter: () => void;
  onLeave: () => void;
  children: ReactNode;
};

/** Above what it is about; below where there is no room above. */
function Bubble({ id, anchor, onEnter, onLeave, children }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const around = anchor.current?.getBoundingClientRect();
    const own = bubble.current;
    if (!around || !own) return;
    const { width, height } = own.getBoundingClientRect();
    const left = Math.min(around.left + around.width / 2 - width / 2, window.innerWidth - width - margin);
    const above = around.top - height - gap;
    own.style.left = `${Math.max(margin, left)}px`;
    own.style.top = `${above < margin ? around.bottom + gap : above}px`;
  });
  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="float pop fixed z-50 max-w-64 px-2.5 py-1.5 text-ink text-sm leading-5 touch:pointer-events-none"
    >
      {children}
    </div>,
    anchor.current?.closest("main, aside, [role=dialog]") ?? document.body,
  );
}
