/** What a line break means where somebody writes. */
import { type Edit, replace } from "./edit.ts";

const item = /^(\s*)(?:([-*+]) (?:\[[ xX]\] )?|(\d{1,9})([.)]) |(>(?: ?>)*) ?)/;

/** A list or quote goes on in the next line; its empty item ends it. */
export function breakLine(text: string, caret: number): Edit {
  const from = text.lastIndexOf("\n", caret - 1) + 1;
  const line = text.slice(from, caret);
  const match = inOpenFence(text, caret) ? null : item.exec(line);
  if (!match) return replace(caret, caret, "\n");
  const [mark, indent = "", bullet, number, dot = ".", quote] = match;
  if (line.length === mark.length) return replace(from, caret, "");
  if (quote) return replace(caret, caret, `\n${indent}${quote} `);
  if (number) return replace(caret, caret, `\n${indent}${Number(number) + 1}${dot} `);
  return replace(caret, caret, `\n${indent}${mark.includes("[") ? `${bullet} [ ] ` : `${bullet} `}`);
}

/** Whether the caret stands in a code block that has begun and not ended before it. */
export function inOpenFence(text: string, caret: number): boolean {
  let open: string | null = null;
  for (const line of text.slice(0, caret).split("\n")) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (!fence) continue;
    const [, marks = "", rest = ""] = fence;
    if (open === null) open = marks[0] === "`" && rest.includes("`") ? null : marks;
    else if (marks[0] === open[0] && marks.length >= open.length && rest.trim() === "") open = null;
  }
  return open !== null;
}
