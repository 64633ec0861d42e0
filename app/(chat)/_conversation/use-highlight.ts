"use client";
import { useEffect } from "react";
import type rehypeHighlight from "rehype-highlight";
import { useStore } from "#app/_gateway/store.ts";
import { createStore } from "#client/store.ts";

/** What a longer text costs a slow machine is not worth its colours; characters. */
const longest = 20_000;
const fence = /^ {0,3}(?:>\s*|[-*+] |\d+[.)] )*(?:`{3,}|~{3,})\s*[\w+#-]/m;

const loaded = createStore<typeof rehypeHighlight | null>(null);

export async function loadHighlight(): Promise<void> {
  loaded.set((await import("rehype-highlight")).default);
}

/** What colours the code of a text that says in which language it is; null until it is loaded, and where nothing wants it. */
export function useHighlight(text: string): typeof rehypeHighlight | null {
  const found = useStore(loaded);
  const wanted = text.length <= longest && fence.test(text);
  useEffect(() => {
    // Without it code is as readable as any text; the next message with some tries again.
    if (wanted && !loaded.get()) loadHighlight().catch(() => undefined);
  }, [wanted]);
  return wanted ? found : null;
}
