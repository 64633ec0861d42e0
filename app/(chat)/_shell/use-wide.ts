"use client";
import { useSyncExternalStore } from "react";

const query = "(min-width: 48rem)";

/** Whether sidebar and conversation fit side by side. */
export const useWide = (): boolean => useSyncExternalStore(onChange, isWide);
export const isWide = (): boolean => window.matchMedia(query).matches;

function onChange(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}
