/** At most so much of a message stands in a notification. */
const maxShown = 200;

const rules: readonly (readonly [RegExp, string])[] = [
  // A fence says nothing; the code in it does.
  [/^ {0,3}(?:```|~~~).*$/gm, ""],
  // A picture or a link by its words.
  [/!?\[([^\]\n]*)\]\([^)\s]*(?:\s+"[^"\n]*")?\)/g, "$1"],
  [/^ {0,3}#{1,6}\s+/gm, ""],
  [/^ {0,3}(?:>\s?)+/gm, ""],
  [/^\s*[-+*]\s+(?:\[[ xX]\]\s+)?/gm, ""],
  [/^ {0,3}(?:[-*_]\s*){3,}$/gm, ""],
  [/`+([^`\n]+)`+/g, "$1"],
  [/(?<!\\)(\*\*\*|\*\*|\*|~~)(?=\S)([^\n]*?[^\s\\])\1/g, "$2"],
  [/(?<![\p{L}\p{N}_])(___|__|_)(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}_])/gu, "$2"],
  [/\\([\\`*_{}[\]()#+\-.!~>|])/g, "$1"],
  [/\s+/g, " "],
];

/** A message as words in one line, without the marks of Markdown: for where only plain text can be shown. */
export function plainWords(text: string): string {
  // Enough to be cut after the marks are gone, and bounded before patterns run over it.
  let words = text.slice(0, maxShown * 4);
  for (const [pattern, by] of rules) words = words.replace(pattern, by);
  words = words.trim();
  const letters = [...words];
  return letters.length > maxShown
    ? `${letters
        .slice(0, maxShown - 1)
        .join("")
        .trimEnd()}…`
    : words;
}
