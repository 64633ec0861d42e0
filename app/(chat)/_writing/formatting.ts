/** Marks of Markdown, put around or before what is selected, and taken away where they are there already. */
import type { Edit } from "./edit.ts";

export const formats = ["bold", "italic", "strike", "code", "link", "quote", "bullets", "numbers", "block"] as const;
export type Format = (typeof formats)[number];

const marks: Partial<Record<Format, string>> = { bold: "**", italic: "_", strike: "~~", code: "`" };

export function format(name: Format, text: string, start: number, end: number): Edit {
  const mark = marks[name];
  if (name === "code" && text.slice(start, end).includes("\n")) return block(text, start, end);
  if (mark) return wrap(text, start, end, mark);
  if (name === "block") return block(text, start, end);
  if (name === "link") return link(text, start, end);
  const prefix = { quote: () => "> ", bullets: () => "- ", numbers: (i: number) => `${i + 1}. ` };
  return lines(text, start, end, prefix[name === "quote" || name === "numbers" ? name : "bullets"]);
}

export function wrap(text: string, start: number, end: number, mark: string): Edit {
  // Marks stand at the words, or they are none: "** bold**" is stars.
  const selected = text.slice(start, end);
  const from = start + (selected.trim() === "" ? 0 : selected.length - selected.trimStart().length);
  const to = selected.trim() === "" ? start : end - (selected.length - selected.trimEnd().length);
  const inner = text.slice(from, to);
  const n = mark.length;
  if (inner.length > 2 * n && inner.startsWith(mark) && inner.endsWith(mark))
    return { from, to, insert: inner.slice(n, -n), select: [from, to - 2 * n] };
  if (text.slice(from - n, from) === mark && text.slice(to, to + n) === mark && from >= n)
    return { from: from - n, to: to + n, insert: inner, select: [from - n, to - n] };
  return { from, to, insert: mark + inner + mark, select: [from + n, to + n] };
}

function lines(text: string, start: number, end: number, prefix: (i: number) => string): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const after = text.indexOf("\n", end);
  const to = after === -1 ? text.length : after;
  const all = text.slice(from, to).split("\n");
  const insert = all.every((line, i) => line.startsWith(prefix(i)))
    ? all.map((line, i) => line.slice(prefix(i).length)).join("\n")
    : all.map((line, i) => prefix(i) + line).join("\n");
  const grown = insert.length - (to - from);
  return start === end
    ? { from, to, insert, select: [Math.max(from, end + grown), Math.max(from, end + grown)] }
    : { from, to, insert, select: [from, to + grown] };
}

function block(text: string, start: number, end: number): Edit {
  const before = start > 0 && text[start - 1] !== "\n" ? "\n```\n" : "```\n";
  const after = end < text.length && text[end] !== "\n" ? "\n```\n" : "\n```";
  const at = start + before.length;
  return { from: start, to: end, insert: before + text.slice(start, end) + after, select: [at, at + end - start] };
}

function link(text: string, start: number, end: number): Edit {
  const selected = text.slice(start, end);
  if (addressOf(selected)) {
    const insert = `[](${selected})`;
    return { from: start, to: end, insert, select: [start + 1, start + 1] };
  }
  const insert = `[${selected}](https://)`;
  const at = start + insert.length - 1;
  return { from: start, to: end, insert, select: selected ? [at, at] : [start + 1, start + 1] };
}

/** An address that was pasted over words becomes their link; null where nothing, or an address, is selected. */
export function pastedLink(text: string, start: number, end: number, pasted: string): Edit | null {
  const address = addressOf(pasted);
  const selected = text.slice(start, end);
  if (!address || selected.trim() === "" || selected.includes("\n") || addressOf(selected)) return null;
  const target = /[()]/.test(address) ? `<${address}>` : address;
  const insert = `[${selected.replaceAll(/[[\]]/g, "\\$&")}](${target})`;
  return { from: start, to: end, insert, select: [start + insert.length, start + insert.length] };
}

function addressOf(text: string): string | null {
  const trimmed = text.trim();
  if (!/^(https?:\/\/|mailto:)[^\s<>]+$/i.test(trimmed)) return null;
  return URL.canParse(trimmed) ? trimmed : null;
}
