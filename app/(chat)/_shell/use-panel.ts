"use client";
import { useCallback, useState } from "react";

const key = "parley:panel";

/** Whether the panel of details is open: kept while the page lives and wide screens have room for it. */
export function usePanel(): { open: boolean; toggle: () => void; close: () => void } {
  const [open, setOpen] = useState(
    () => sessionStorage.getItem(key) === "open" && window.matchMedia("(min-width: 64rem)").matches,
  );
  const set = useCallback((next: boolean) => {
    sessionStorage.setItem(key, next ? "open" : "closed");
    setOpen(next);
  }, []);
  return { open, toggle: () => set(!open), close: () => set(false) };
}
