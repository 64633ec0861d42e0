import type { Page } from "@playwright/test";

/** Safari on a phone zooms into a field whose letters are smaller, and stays there; pixels. */
const least = 16;

/** The fields into which somebody writes or chooses on this page that a phone would zoom into. One sentence each. */
export function smallLetters(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const unwritten = ["checkbox", "radio", "range", "file", "button", "submit", "hidden", "color"];
    const fields = [...document.querySelectorAll<HTMLElement>("input, textarea, select, [contenteditable=true]")];
    return fields.flatMap((field) => {
      if (field instanceof HTMLInputElement && unwritten.includes(field.type)) return [];
      const size = Number.parseFloat(getComputedStyle(field).fontSize);
      const name = field.getAttribute("aria-label") ?? field.getAttribute("placeholder") ?? field.id;
      return size < least ? [`the field “${name}” has letters of ${size} px`] : [];
    });
  }, least);
}
