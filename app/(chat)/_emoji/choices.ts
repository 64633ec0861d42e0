"use client";
import { useStore } from "#app/_gateway/store.ts";
import { createStore } from "#client/store.ts";
import type { Emoji } from "./book.ts";

/** What somebody uses here: remembered in this browser, shared by all that shows emoji. */
type Choices = {
  /** The latest first. */
  readonly recent: readonly string[];
  /** 0: none; 1 to 5: from light to dark. */
  readonly tone: number;
};

const key = "parley:emoji";
const kept = 18;
/** What fits most of what is said, until somebody has habits of their own. */
export const commonEmoji = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀", "✅", "🚀"] as const;
export const toneCount = 5;

function read(): Choices {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof found !== "object" || found === null || !("recent" in found) || !("tone" in found)) return fresh;
    const { recent, tone } = found;
    return {
      recent: Array.isArray(recent) ? recent.filter((each) => typeof each === "string").slice(0, kept) : [],
      tone: typeof tone === "number" && tone > 0 && tone <= toneCount ? Math.floor(tone) : 0,
    };
  } catch {
    return fresh;
  }
}
const fresh: Choices = { recent: [], tone: 0 };
const choices = createStore<Choices>(typeof window === "undefined" ? fresh : read());

function keep(next: Choices): void {
  choices.set(next);
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Full or forbidden: it is remembered as long as the page.
  }
}

export function rememberEmoji(emoji: string): void {
  const { recent, tone } = choices.get();
  if (recent[0] === emoji) return;
  keep({ tone, recent: [emoji, ...recent.filter((other) => other !== emoji)].slice(0, kept) });
}

export const chooseTone = (tone: number): void => keep({ ...choices.get(), tone });

export const useChoices = (): Choices => useStore(choices);
export const chosenTone = (): number => choices.get().tone;

/** In the tone that was chosen, where it comes in tones. */
export const toned = ({ emoji, tones }: Emoji, tone: number): string => (tone > 0 && tones[tone - 1]) || emoji;

/** The last ones used, filled up with what everyone uses. */
export const quickEmoji = (recent: readonly string[], count: number): string[] =>
  [...new Set([...recent, ...commonEmoji])].slice(0, count);
