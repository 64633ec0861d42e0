"use client";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { adminRest } from "../_frame/rest.ts";
import { adminSentence } from "../_frame/sentence.ts";
import { useLettersChanged } from "./use-letters.ts";

export type Act = "replay" | "delete";
/** How far one is with several. */
type Progress = { readonly act: Act; readonly done: number; readonly of: number };
/** What came of it; `problem`: what the first that failed was refused with, and that it was the last tried. */
export type Outcome = {
  readonly act: Act;
  readonly done: number;
  readonly of: number;
  readonly problem: string | null;
};

/** Told to slow down it does, this often at most. */
const mostWaits = 20;
const waitMs = 1_000;

/** Replays or discards some, one after the other; what one of them is refused stops the rest, and is said. */
export function useActs(): {
  progress: Progress | null;
  run: (act: Act, ids: readonly string[]) => Promise<Outcome>;
} {
  const t = useTranslations();
  const changed = useLettersChanged();
  const [progress, setProgress] = useState<Progress | null>(null);

  const run = useCallback(
    async (act: Act, ids: readonly string[]): Promise<Outcome> => {
      let done = 0;
      let problem: string | null = null;
      for (const id of ids) {
        setProgress({ act, done, of: ids.length });
        const result = await patiently(act, id);
        // Somebody else did it meanwhile: it is as was wished.
        if (!result.ok && result.error.code !== "notFound") {
          problem = adminSentence(t, result, `deadLetters.${act}`);
          break;
        }
        done += 1;
      }
      await changed();
      setProgress(null);
      return { act, done, of: ids.length, problem };
    },
    [t, changed],
  );
  return { progress, run };
}

async function patiently(act: Act, id: string) {
  for (let waits = 0; ; waits += 1) {
    const result = await adminRest(`deadLetters.${act}`, { params: { id } });
    if (result.ok || result.error.code !== "rateLimited" || waits >= mostWaits) return result;
    const ms = result.error.retryAfterMs ?? waitMs;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}
