import { chosenTone, toned } from "./choices.ts";
import { book } from "./load-book.ts";

/** In the tone that was chosen; undefined also while the names of emoji are not loaded. */
export function emojiOf(shortcode: string): string | undefined {
  const found = book.get()?.byShortcode.get(shortcode);
  return found && toned(found, chosenTone());
}

/** What is sent for what was written: `:tada:` as its emoji. */
export const withKnownEmoji = (text: string): string => book.get()?.inText.withEmoji(text, emojiOf) ?? text;
