import type { Page } from "@playwright/test";

/** Every piece of text that a person sees or hears, once: what people wrote (`.prose`) and code left out. */
export function spoken(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const attributes = ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"];
    const found = new Set<string>([document.title]);
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const written = ".prose, textarea, script, style, noscript, template, [data-written]";
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest(written)?.matches(written) && !element.matches("textarea")) continue;
      if (!shown(element)) continue;
      for (const name of attributes) found.add(element.getAttribute(name) ?? "");
      if (element.matches("textarea")) continue;
      // React writes the parts of one sentence as neighbouring texts.
      let text = "";
      for (const node of [...element.childNodes, null]) {
        if (node instanceof Text) text += node.data;
        else if (!(node instanceof Comment)) {
          found.add(text);
          text = "";
        }
      }
    }
    return [...found].map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  });
}
