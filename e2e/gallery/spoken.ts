import type { Page } from "@playwright/test";

/** One piece of text, in the parts that React put together. */
export type Spoken = readonly string[];

/** Every piece of text that a person sees or hears: what people wrote (`.prose`), and what says that it is in no language, left out. */
export function spoken(page: Page): Promise<Spoken[]> {
  return page.evaluate(() => {
    const attributes = ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"];
    const found = new Map<string, string[]>();
    const say = (...parts: string[]) => {
      const clean = parts.map((part) => part.replace(/\s+/g, " "));
      if (clean.join("").trim() !== "") found.set(clean.join(""), clean);
    };
    say(document.title);
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest(".prose, [translate=no], script, style, noscript, template") || !shown(element)) continue;
      for (const name of attributes) say(element.getAttribute(name) ?? "");
      if (element.matches("textarea, kbd")) continue;
      let parts: string[] = [];
      for (const node of [...element.childNodes, null]) {
        if (node instanceof Text) parts.push(node.data);
        else if (!(node instanceof Comment)) {
          say(...parts);
          parts = [];
        }
      }
    }
    return [...found.values()];
  });
}
