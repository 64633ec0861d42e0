/**
 * Whether a text would cost the browser of everyone who opens its room more than anyone's writing does: seconds of
 * Markdown, hundreds of thousands of table cells, or more stack than there is. The measures are rough and cheap; all
 * that people write stays far below them, and what is left below them takes a fifth of a second at most.
 */
export const isTooCostly = (text: string): boolean =>
  containers.test(text) ||
  emphasis.test(text) ||
  count(text, /[*_~]/g) > maxMarks ||
  count(text, /\n/g) > maxLines ||
  nested(text) > maxNested ||
  cells(text) > maxCells;

/** Marks of quotes and lists, one inside the other. */
const containers = /^[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])[ \t]*){15}/m;
const emphasis = /([*_~])\1{199}/;
/** Each closing mark is compared with those that opened. */
const maxMarks = 2_000;
const maxLines = 1_200;
const maxNested = 600;
const maxCells = 3_000;

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/** Marks of quotes and lists in lines that have more than one of them. */
function nested(text: string): number {
  let sum = 0;
  for (const [line] of text.matchAll(/^[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$))[ \t]*){2,15}/gm))
    sum += count(line, /[>*+.)-]/g);
  return sum;
}

/** At most so many: each row of a table is as wide as its head, however short it is written. */
function cells(text: string): number {
  let widest = 0;
  for (const [rule] of text.matchAll(/^[ \t>]*[|:-][ \t|:-]*$/gm)) widest = Math.max(widest, count(rule, /\|/g));
  return widest * count(text, /\n/g);
}
