"use client";
import { useCallback, useState } from "react";

/** Where a reader can go on from when what opened the dialog is gone. */
const places = "[tabindex], article, section, aside, main, nav";

let remembered: HTMLElement[] = [];
/** To be called where a dialog is asked for that comes a moment later, when the menu it was asked from is gone. */
export function rememberFocus(): void {
  remembered = waysBack();
}

/**
 * For a dialog that exists while it is open: gives back the focus that it took. To be called where the dialog begins,
 * before anything in it has the focus.
 */
export function useReturnFocus(): (event: Event) => void {
  // Where it was asked for from another dialog, which is gone, that one's way back is left.
  const [ways] = useState(() => [...waysBack(), ...remembered]);
  return useCallback(
    (event) => {
      event.preventDefault();
      // Where closing led elsewhere, as into a new room, the focus is there already.
      if (document.activeElement && document.activeElement !== document.body) return;
      const target = ways.find((element) => element.isConnected);
      if (!target) return;
      target.focus();
      if (document.activeElement === target) return;
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    },
    [ways],
  );
}

/** What has the focus, and what it lies in, from the inside out. A menu's entry goes with its menu: its button counts. */
function waysBack(): HTMLElement[] {
  const menu = document.activeElement?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = menu ? document.getElementById(menu) : document.activeElement;
  if (!(opener instanceof HTMLElement) || opener === document.body) return [];
  const ways = [opener];
  for (let around = opener.parentElement; around; around = around.parentElement)
    if (around.matches(places)) ways.push(around);
  return ways;
}
