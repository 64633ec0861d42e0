/** `:tada:` and its like, in what somebody writes. Names are GitHub's. */
const unfinished = /(?:^|[\s(])(:([a-z0-9_+-]{2,40}))$/i;
const finished = /:([a-z0-9_+-]{1,40}):/gi;
/** A fence with all that is in it (to the end where it is open), or code within a line. */
const code = /^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?!\s{0,3}\1)[^\n]*)*(?:\n\s{0,3}\1[^\n]*)?|(`+)(?!`)[^\n]*?[^`]\2(?!`)/gm;
const address = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>)\]]+/gi;
/** What goes on with a word, or a number: scripts that put no space between their words are left out. */
const wordy = /[\p{L}\p{N}]/u;
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The emoji that is being named before the caret: where its colon is, and what follows it. */
export function shortcodeBefore(text: string, caret: number): { readonly at: number; readonly query: string } | null {
  const match = unfinished.exec(text.slice(Math.max(0, caret - 50), caret));
  const [, whole = "", query = ""] = match ?? [];
  if (!match || isKept(text, caret)) return null;
  return { at: caret - whole.length, query };
}

/** A name that the colon before the caret has just finished. */
export function finishedBefore(text: string, caret: number): { readonly at: number; readonly name: string } | null {
  const match = /:([a-z0-9_+-]{1,40}):$/i.exec(text.slice(Math.max(0, caret - 50), caret));
  if (!match) return null;
  const at = caret - match[0].length;
  if (!standsAlone(text, at, caret) || isKept(text, caret)) return null;
  return { at, name: (match[1] ?? "").toLowerCase() };
}

/** Each known name as its emoji; what is code, an address, part of a word, or no emoji's name stays as it was written. */
export function withEmoji(text: string, emojiOf: (name: string) => string | undefined): string {
  if (!text.includes(":")) return text;
  const kept = keptIn(text);
  let result = "";
  let from = 0;
  /** Where the last emoji's name ended: another may follow it at once. */
  let swapped = -1;
  for (const match of text.matchAll(finished)) {
    const [whole, name = ""] = match;
    const [at, end] = [match.index, match.index + whole.length];
    const emoji = emojiOf(name.toLowerCase());
    if (!emoji || kept.some(([start, stop]) => at < stop && end > start)) continue;
    if (at !== swapped && !standsAlone(text, at, end)) continue;
    result += text.slice(from, at) + emoji;
    from = end;
    swapped = end;
  }
  return result + text.slice(from);
}

/** Neither within `a[0:100:2]`, nor between the colons of `urn:us:x`, `00:de:ad` and `std::us:`. */
function standsAlone(text: string, at: number, end: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
  const after = [...text.slice(end, end + 2)][0] ?? "";
  return before !== ":" && !isWordy(before) && !isWordy(after);
}

const isWordy = (char: string): boolean => wordy.test(char) && !spaceless.test(char);

function keptIn(text: string): [start: number, end: number][] {
  return [...(/[`~]/.test(text) ? text.matchAll(code) : []), ...text.matchAll(address)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
}

const isKept = (text: string, caret: number): boolean =>
  keptIn(text).some(([start, end]) => caret > start && caret <= end);
