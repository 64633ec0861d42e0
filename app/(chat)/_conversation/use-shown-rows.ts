"use client";
import { type RefObject, useLayoutEffect, useState } from "react";
import type { Row } from "./rows.ts";
import { firstShown, nextShown, type Shown } from "./shown-rows.ts";

/** Rows as the virtualised list gets them, one step at a time; all steps are taken before the next painting. */
export function useShownRows(rows: readonly Row[], pivot: RefObject<string | null>): Shown {
  const [shown, setShown] = useState(() => firstShown(rows));
  let current = shown;
  if (shown.goal !== rows) {
    current = nextShown(shown, rows, pivot.current);
    setShown(current);
  }
  useLayoutEffect(() => {
    if (current.rows !== current.goal) setShown(nextShown(current, current.goal, pivot.current));
  }, [current, pivot]);
  return current;
}
