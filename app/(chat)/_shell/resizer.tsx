"use client";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useTranslations } from "use-intl";

const key = "parley:sidebar";
/** Pixels. */
const range = { least: 200, most: 400, usual: 272, step: 16 };

const within = (width: number): number => Math.round(Math.min(range.most, Math.max(range.least, width)));

/** How wide the sidebar is: remembered in this browser, and there before the first paint of the chat. */
export function useSidebarWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(() => within(Number(stored()) || range.usual));
  const set = (next: number) => {
    setWidth(within(next));
    try {
      localStorage.setItem(key, String(within(next)));
    } catch {
      // Then it holds as long as the page lives.
    }
  };
  return [width, set];
}

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** For whoever cannot drag: pressed twice, it is as wide as usual, then narrow, then wide. */
const nextOf = (width: number): number =>
  width === range.usual ? range.least : width === range.least ? range.most : range.usual;

/** The edge between the sidebar and the rest: dragged, moved by the arrows, or pressed twice. */
export function Resizer({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const t = useTranslations();
  const rightToLeft = () => document.documentElement.dir === "rtl";

  function onPointerDown(event: PointerEvent<HTMLHRElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove(event: PointerEvent<HTMLHRElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onResize(rightToLeft() ? window.innerWidth - event.clientX : event.clientX);
  }
  function onKeyDown(event: KeyboardEvent<HTMLHRElement>) {
    const wider = rightToLeft() ? "ArrowLeft" : "ArrowRight";
    const narrower = rightToLeft() ? "ArrowRight" : "ArrowLeft";
    if (event.key === wider) onResize(width + range.step);
    else if (event.key === narrower) onResize(width - range.step);
    else if (event.key === "Home") onResize(range.least);
    else if (event.key === "End") onResize(range.most);
    else return;
    event.preventDefault();
  }

  return (
    <hr
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("sidebar.resize")}
      aria-valuenow={width}
      aria-valuemin={range.least}
      aria-valuemax={range.most}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(nextOf(width))}
      className="absolute inset-y-0 -end-5 z-10 m-0 h-auto w-6 cursor-col-resize touch-none border-0 after:absolute after:inset-y-0 after:start-[3px] after:w-0.5 after:transition-colors hover:after:bg-line-strong focus-visible:outline-none focus-visible:after:bg-accent"
    />
  );
}
