"use client";
import { useCallback, useMemo, useState } from "react";
import type { Row } from "./rows.ts";

type Held = {
  /** For `HoldContext`. */
  hold: (key: string) => () => void;
  /** Where the rows stand that stay in the page, on screen or not. */
  indexes: readonly number[];
};

/** Rows that stay in the page while something of them is open, and those of `keys`. */
export function useHeldRows(rows: readonly Row[], keys: readonly (string | null)[]): Held {
  const [held, setHeld] = useState<readonly string[]>([]);
  const hold = useCallback((key: string) => {
    setHeld((all) => [...all, key]);
    return () => setHeld((all) => all.toSpliced(all.indexOf(key), 1));
  }, []);
  const wanted = [...held, ...keys].filter((key) => key !== null).join(" ");
  const indexes = useMemo(() => {
    const all = new Set(wanted.split(" "));
    return rows.flatMap(({ key }, index) => (all.has(key) ? [index] : []));
  }, [rows, wanted]);
  return { hold, indexes };
}
