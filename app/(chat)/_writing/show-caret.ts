/**
 * Scrolls a text box no further than it takes to see the line of the caret: browsers do so for what is typed, but not
 * for what a script writes. Where that line is, a copy of the box that ends with it tells.
 */
export function showCaret(box: HTMLTextAreaElement): void {
  const before = box.cloneNode();
  if (!(before instanceof HTMLTextAreaElement)) return;
  const { style } = before;
  style.position = "absolute";
  style.visibility = "hidden";
  style.width = `${box.offsetWidth}px`;
  style.height = "0";
  before.value = box.value.slice(0, box.selectionEnd);
  box.after(before);
  const bottom = before.scrollHeight;
  before.remove();
  const line = Number.parseFloat(getComputedStyle(box).lineHeight);
  if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  else if (bottom - 2 * line < box.scrollTop) box.scrollTop = Math.max(0, bottom - 2 * line);
}
