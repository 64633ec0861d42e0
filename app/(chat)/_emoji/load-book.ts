"use client";
import { useEffect, useState } from "react";
import { chosenLocale } from "#app/_text/choose-locale.ts";
import { createStore } from "#client/store.ts";
import type { WritersBook } from "./book.ts";

/** Null until it was loaded. A page has one language, and so one book. */
export const book = createStore<WritersBook | null>(null);
let loading: Promise<WritersBook> | null = null;

const words = {
  en: () => import("emojibase-data/en/compact.json"),
  de: () => import("emojibase-data/de/compact.json"),
} as const;

/** Rejects where the server is away; the next wish tries again. */
export function loadBook(): Promise<WritersBook> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<WritersBook> {
  const [{ makeBook }, data, shortcodes] = await Promise.all([
    import("./book.ts"),
    words[chosenLocale() === "de" ? "de" : "en"](),
    import("emojibase-data/en/shortcodes/github.json"),
  ]);
  const made = makeBook(data.default, shortcodes.default);
  book.set(made);
  return made;
}

/** The book, or why it is not there. */
export function useBook(wanted = true): { readonly book: WritersBook | null; readonly failed: boolean } {
  const [known, setKnown] = useState(book.get);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (known || !wanted) return;
    loadBook().then(setKnown, () => setFailed(true));
  }, [known, wanted]);
  return { book: known, failed };
}
