/** All emoji by name, in the reader's language; the data comes from emojibase and is loaded when it is first wanted. */
import type { CompactEmoji, ShortcodesDataset } from "emojibase";
import { fold } from "#app/_components/fold.ts";
import * as inText from "./shortcodes.ts";
import { tooNew } from "./too-new.ts";

export type Emoji = {
  readonly emoji: string;
  /** What it shows, in the reader's language. */
  readonly label: string;
  /** GitHub's names, without colons; the first is shown. */
  readonly shortcodes: readonly string[];
  /** The same with a skin tone, from light to dark; empty where it has none. */
  readonly tones: readonly string[];
  /** Folded words by which it is found, the label's first. */
  readonly words: readonly string[];
};

export const groupNames = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
export type GroupName = (typeof groupNames)[number];

export type EmojiBook = {
  readonly groups: ReadonlyMap<GroupName, readonly Emoji[]>;
  readonly byShortcode: ReadonlyMap<string, Emoji>;
  /** Also by one of its skin tones. */
  readonly entryOf: (emoji: string) => Emoji | undefined;
  /**
   * At most `limit` emoji for what was typed, best first: a shortcode or the first word of the label that begins so,
   * then any word, then any part of a shortcode. Each word typed must be found.
   */
  readonly search: (typed: string, limit: number) => Emoji[];
};
/** With how names are found in what somebody writes, which is of no use before the names are here. */
export type WritersBook = EmojiBook & { readonly inText: typeof inText };

/** Without the selectors of a coloured picture, which keyboards add or leave out. */
const bare = (emoji: string): string => emoji.replaceAll("\uFE0F", "");

/** emojibase asks for a picture also where that is the only way to show it; keyboards don't, and reactions are to be the same. */
const asTyped = (emoji: string): string => emoji.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, "$1");

/** emojibase's numbers; 2 is hair and skin by themselves. */
const groupNumbers: Readonly<Record<GroupName, number>> = {
  smileys: 0,
  people: 1,
  nature: 3,
  food: 4,
  travel: 5,
  activities: 6,
  objects: 7,
  symbols: 8,
  flags: 9,
};

export function makeBook(data: readonly CompactEmoji[], shortcodes: ShortcodesDataset): WritersBook {
  const groups = new Map<GroupName, readonly Emoji[]>();
  const byShortcode = new Map<string, Emoji>();
  const byEmoji = new Map<string, Emoji>();
  const sorted = [...data].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  for (const name of groupNames) {
    const members = sorted
      .filter(({ group, hexcode }) => group === groupNumbers[name] && !tooNew.has(hexcode))
      .map((each) => entry(each, [shortcodes[each.hexcode] ?? []].flat()));
    groups.set(name, members);
    for (const each of members) {
      for (const code of each.shortcodes) if (!byShortcode.has(code)) byShortcode.set(code, each);
      for (const shown of [each.emoji, ...each.tones]) byEmoji.set(bare(shown), each);
    }
  }
  return {
    groups,
    byShortcode,
    entryOf: (emoji) => byEmoji.get(bare(emoji)),
    search: (typed, limit) => search(groups, typed, limit),
    inText,
  };
}

function entry({ unicode, label, tags, skins }: CompactEmoji, shortcodes: readonly string[]): Emoji {
  const own = shortcodes.length > 0 ? shortcodes : [fold(label).replaceAll(/[^a-z0-9]+/g, "_")];
  return {
    emoji: asTyped(unicode),
    label,
    shortcodes: own,
    // Of two people each has a tone of their own; one tone for both is what is meant here.
    tones: skins?.length === 5 ? skins.map((skin) => skin.unicode) : [],
    words: [...fold(label).split(/[\s:,.-]+/), ...own, ...(tags ?? []).map(fold)],
  };
}

function search(groups: EmojiBook["groups"], typed: string, limit: number): Emoji[] {
  const wanted = fold(typed)
    .split(/[\s:]+/)
    .filter(Boolean);
  if (wanted.length === 0) return [];
  const found: { each: Emoji; rank: number }[] = [];
  for (const members of groups.values())
    for (const each of members) {
      const rank = Math.max(...wanted.map((word) => rankOf(each, word)));
      if (rank < 5) found.push({ each, rank });
    }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ each }) => each);
}

/** 0 is best, 5 is not found. */
function rankOf({ words, shortcodes }: Emoji, word: string): number {
  if (shortcodes.includes(word)) return 0;
  if (words[0] === word) return 1;
  if (shortcodes.some((code) => code.startsWith(word))) return 2;
  if (words.some((each) => each.startsWith(word))) return 3;
  return shortcodes.some((code) => code.includes(word)) ? 4 : 5;
}
