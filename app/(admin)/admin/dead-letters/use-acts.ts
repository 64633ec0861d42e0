"use client";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { adminRest } from "../_frame/rest.ts";
import { adminSentence } from "../_frame/sentence.ts";
import { oneByOne } from "./one-by-one.ts";
import { useLettersChanged } from "./use-letters.ts";

export type Act = "replay" | "delete";
/** How far one is with several. */
type Progress = { readonly done: number; readonly of: number };
/** What came of it; `problem`: why it stopped before the end, in a sentence. */
export type Outcome = Progress & { readonly act: Act; readonly problem: string | null };

/** Replays or discards some, one after the other. */
export function useActs(): {
  progress: Progress | null;
  run: (act: Act, ids: readonly string[]) => Promise<Outcome>;
} {
  const t = useTranslations();
  const changed = useLettersChanged();
  const [progress, setProgress] = useState<Progress | null>(null);

  const run = useCallback(
    async (act: Act, ids: readonly string[]): Promise<Outcome> => {
      const { done, refused } = await oneByOne(ids, {
        act: (id) => adminRest(`deadLetters.${act}`, { params: { id } }),
        onStep: (so) => setProgress({ done: so, of: ids.length }),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      });
      await changed();
      setProgress(null);
      return { act, done, of: ids.length, problem: refused && adminSentence(t, refused, `deadLetters.${act}`) };
    },
    [t, changed],
  );
  return { progress, run };
}
