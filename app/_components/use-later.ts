"use client";
import { useEffect, useState } from "react";

/** A part of the page that is loaded when it is first wanted; null until it is here. Where that fails, the next wish tries again. */
export function useLater<Part>(load: () => Promise<{ default: Part }>, wanted: boolean): Part | null {
  const [part, setPart] = useState<{ default: Part } | null>(null);
  useEffect(() => {
    if (wanted && !part) load().then(setPart, () => undefined);
  }, [load, wanted, part]);
  return part?.default ?? null;
}
