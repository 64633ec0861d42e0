import type { Emoji, EmojiBook, GroupName } from "./book.ts";

export type PickerGroup = GroupName | "recent" | "found";
/** A line of the picker: a heading, or as many emoji as fit beside each other. */
export type PickerRow =
  | { readonly kind: "heading"; readonly group: PickerGroup }
  | { readonly kind: "emoji"; readonly group: PickerGroup; readonly cells: readonly Emoji[] };

export type Place = { readonly row: number; readonly column: number };

export function pickerRows(
  book: EmojiBook,
  recent: readonly Emoji[],
  found: readonly Emoji[] | null,
  columns: number,
): PickerRow[] {
  if (found) return lines("found", found, columns);
  const groups: [PickerGroup, readonly Emoji[]][] = [["recent", recent], ...book.groups];
  return groups.flatMap(([group, members]) =>
    members.length === 0 ? [] : [{ kind: "heading", group } as const, ...lines(group, members, columns)],
  );
}

function lines(group: PickerGroup, members: readonly Emoji[], columns: number): PickerRow[] {
  const rows: PickerRow[] = [];
  for (let i = 0; i < members.length; i += columns)
    rows.push({ kind: "emoji", group, cells: members.slice(i, i + columns) });
  return rows;
}

export const emojiAt = (rows: readonly PickerRow[], { row, column }: Place): Emoji | undefined => {
  const line = rows[row];
  return line?.kind === "emoji" ? line.cells[column] : undefined;
};

export function firstPlace(rows: readonly PickerRow[]): Place {
  return {
    row: Math.max(
      0,
      rows.findIndex(({ kind }) => kind === "emoji"),
    ),
    column: 0,
  };
}

/** Where a key leads from here; headings are stepped over, a shorter line's last emoji stands for its missing ones. Null: not the grid's key. */
export function nextPlace(rows: readonly PickerRow[], { row, column }: Place, key: string, rtl: boolean): Place | null {
  const forward = rtl ? "ArrowLeft" : "ArrowRight";
  const back = rtl ? "ArrowRight" : "ArrowLeft";
  if (key === "ArrowDown") return vertical(rows, row, column, 1);
  if (key === "ArrowUp") return vertical(rows, row, column, -1);
  if (key === "PageDown" || key === "PageUp") return nextGroup(rows, row, key === "PageDown" ? 1 : -1);
  if (key !== forward && key !== back) return null;
  const step = key === forward ? 1 : -1;
  if (emojiAt(rows, { row, column: column + step })) return { row, column: column + step };
  const next = seek(rows, row, step, ({ kind }) => kind === "emoji");
  const line = rows[next];
  return line?.kind === "emoji" && next !== row
    ? { row: next, column: step > 0 ? 0 : line.cells.length - 1 }
    : { row, column };
}

function vertical(rows: readonly PickerRow[], row: number, column: number, step: 1 | -1): Place {
  const next = seek(rows, row, step, ({ kind }) => kind === "emoji");
  const line = rows[next];
  return { row: next, column: line?.kind === "emoji" ? Math.min(column, line.cells.length - 1) : column };
}

function nextGroup(rows: readonly PickerRow[], row: number, step: 1 | -1): Place {
  const group = rows[row]?.group;
  const heading = seek(rows, row, step, (line) => line.kind === "heading" && line.group !== group);
  const line = rows[heading];
  if (line?.kind !== "heading") return { row, column: 0 };
  return { row: rows.findIndex((each) => each.kind === "emoji" && each.group === line.group), column: 0 };
}

/** The next row that is wanted; the same one where there is none. */
function seek(rows: readonly PickerRow[], from: number, step: 1 | -1, wanted: (row: PickerRow) => boolean): number {
  for (let i = from + step; i >= 0 && i < rows.length; i += step) {
    const row = rows[i];
    if (row && wanted(row)) return i;
  }
  return from;
}
