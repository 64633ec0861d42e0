/** A change of a text box: what is replaced, by what, and what is selected then. Offsets are code units. */
export type Edit = {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly select: readonly [start: number, end: number];
};

export const applied = (text: string, { from, to, insert }: Edit): string =>
  text.slice(0, from) + insert + text.slice(to);

/** As if it were typed, so that the browser's own undo takes it back. */
export function apply(box: HTMLTextAreaElement, { from, to, insert, select }: Edit): void {
  box.focus();
  box.setSelectionRange(from, to);
  // The only way to edit that undo knows of; it is old, but no browser is without it.
  const typed = document.execCommand(insert === "" ? "delete" : "insertText", false, insert);
  if (!typed && from + insert.length > 0) {
    box.setRangeText(insert, from, to, "end");
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  box.setSelectionRange(...select);
}

export const replace = (from: number, to: number, insert: string): Edit => ({
  from,
  to,
  insert,
  select: [from + insert.length, from + insert.length],
});
