/** Where in the rows something stands that one goes to. */
import type { Row } from "./rows.ts";
import type { Target } from "./use-jump.ts";
import { quarter } from "./use-pinned-scroll.ts";

/** How far down a message stands that a permalink or a day leads to: a part of the height, or pixels. */
const linkDown = 0.3;
const dayDown = 56;

export type Start = { readonly key: string; readonly down: number };

export const placeOfNew = (rows: readonly Row[]): Start | null =>
  rows.some(({ kind }) => kind === "new") ? { key: "new", down: quarter } : null;

/** Null: the end. */
export function placeOf(target: Target | null, rows: readonly Row[]): Start | null {
  if (target?.to !== "message") return null;
  const key = keyOf(rows, target.seq);
  if (key === null) return null;
  switch (target.why) {
    case "unread":
      return placeOfNew(rows) ?? { key, down: quarter };
    case "back":
      return { key, down: target.top ?? quarter };
    case "day":
      return { key, down: dayDown };
    case "link":
      return { key, down: linkDown };
  }
}

export const newestOf = (rows: readonly Row[]): string | null =>
  rows.findLast(({ kind }) => kind === "message")?.key ?? null;

export const keyOf = (rows: readonly Row[], seq: number): string | null =>
  rows.find((row) => row.kind === "message" && row.message.seq === seq)?.key ?? null;
