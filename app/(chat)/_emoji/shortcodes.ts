/** `:tada:` and its like, in what somebody writes. Names are GitHub's. */
const unfinished = /(?:^|[\s(])(:([a-z0-9_+-]{2,40}))$/i;
const finished = /:([a-z0-9_+-]{1,40}):/gi;
/** A fence with all that is in it (to the end where it is open), or code within a line. */
const code = /^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?!\s{0,3}\1)[^\n]*)*(?:\n\s{0,3}\1[^\n]*)?|(`+)(?!`)[^\n]*?[^`]\2(?!`)/gm;

/** The emoji that is being named before the caret: where its colon is, and what follows it. */
export function shortcodeBefore(text: string, caret: number): { readonly at: number; readonly query: string } | null {
  const match = unfinished.exec(text.slice(Math.max(0, caret - 50), caret));
  const [, whole = "", query = ""] = match ?? [];
  if (!match || isCode(text, caret)) return null;
  return { at: caret - whole.length, query };
}

/** A name that the colon before the caret has just finished. */
export function finishedBefore(text: string, caret: number): { readonly at: number; readonly name: string } | null {
  const match = /:([a-z0-9_+-]{1,40}):$/i.exec(text.slice(Math.max(0, caret - 50), caret));
  if (!match || isCode(text, caret)) return null;
  return { at: caret - match[0].length, name: (match[1] ?? "").toLowerCase() };
}

/** Each known name as its emoji; what is code, or no emoji's name, stays as it was written. */
export function withEmoji(text: string, emojiOf: (name: string) => string | undefined): string {
  if (!text.includes(":")) return text;
  let result = "";
  let from = 0;
  for (const [start, end] of codeIn(text)) {
    result += swap(text.slice(from, start), emojiOf) + text.slice(start, end);
    from = end;
  }
  return result + swap(text.slice(from), emojiOf);
}

const swap = (text: string, emojiOf: (name: string) => string | undefined): string =>
  text.replaceAll(finished, (whole, name: string) => emojiOf(name.toLowerCase()) ?? whole);

function codeIn(text: string): [start: number, end: number][] {
  if (!/[`~]/.test(text)) return [];
  return Array.from(text.matchAll(code), (match) => [match.index, match.index + match[0].length]);
}

const isCode = (text: string, caret: number): boolean =>
  codeIn(text).some(([start, end]) => caret > start && caret <= end);
