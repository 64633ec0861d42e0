import type { Page } from "@playwright/test";

/** What does not fit: sideways scrolling, controls over each other, words outside of their box. One sentence each. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // Words are as wide as their font, which comes late where the machine is busy.
    await document.fonts.ready;
    // What floats finds its place again in the frame after the screen has changed its size.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);

    const slack = 2;
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    const shown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest(".sr-only, [inert]") &&
      !(element.clientWidth === 1 && element.clientHeight === 1);
    const call = (element: Element) =>
      `<${element.localName}> “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}”`;
    const style = (element: Element) => getComputedStyle(element);

    // A phone shows a page that is too wide smaller, and then says that its window is as wide.
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > width) found.push(`the page is ${scrollWidth} px wide on ${width} px`);

    const all = [...document.body.querySelectorAll<HTMLElement>("*")].filter(shown);
    /** What is meant to scroll sideways by itself: code, tables, a row of tools. */
    const sideways = (element: Element) => element.closest("pre, table, [role=toolbar]") !== null;

    for (const element of all) {
      const { overflowX } = style(element);
      if (overflowX === "auto" && !sideways(element) && element.scrollWidth > element.clientWidth + 1)
        found.push(`${call(element)} scrolls sideways: ${element.scrollWidth} px in ${element.clientWidth}`);
    }

    const controls = all.filter((element) =>
      element.matches("a[href], button, input, select, textarea, [role=menuitem], [role=menuitemradio], [role=option]"),
    );
    /** Reached by a click on its middle: neither behind a veil nor scrolled away. */
    const reachable = (element: Element) => {
      const { x, y, width: wide, height } = element.getBoundingClientRect();
      const top = document.elementFromPoint(x + wide / 2, y + height / 2);
      return top !== null && (element.contains(top) || top.closest("label")?.contains(element) === true);
    };
    /** What floats above the page is compared with its own kind alone. */
    const layer = (element: Element): Element | null => {
      let each: Element | null = element;
      while (each && !["fixed", "absolute", "sticky"].includes(style(each).position)) each = each.parentElement;
      return each;
    };
    /** What is seen of it: the rest may be scrolled away. */
    const seen = (element: Element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect();
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (style(box).overflowY === "visible") continue;
        const edge = box.getBoundingClientRect();
        left = Math.max(left, edge.left);
        right = Math.min(right, edge.right);
        top = Math.max(top, edge.top);
        bottom = Math.min(bottom, edge.bottom);
      }
      return { left, right, top, bottom };
    };
    // Each is measured once, and not for each pair.
    const reached = controls.filter(reachable).map((one) => ({ one, a: seen(one), above: layer(one) }));
    for (const [index, { one, a, above }] of reached.entries()) {
      if (!sideways(one) && (a.left < -slack || a.right > width + slack)) found.push(`${call(one)} leaves the screen`);
      for (const { one: other, a: b, above: its } of reached.slice(index + 1)) {
        if (above !== its || one.contains(other) || other.contains(one)) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > slack && down > slack) found.push(`${call(one)} and ${call(other)} overlap`);
      }
    }

    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || !shown(parent) || sideways(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width < 1 || !shown(parent)) continue;
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const { overflowX, textOverflow, display } = style(box);
        if (textOverflow === "ellipsis" || overflowX === "auto" || overflowX === "scroll") break;
        const clips = overflowX === "hidden" || overflowX === "clip";
        const control = box.matches("a[href], button, input, select, [role=menuitem], [role=option]");
        if ((!clips && !control) || (display.startsWith("inline") && !control && !clips)) continue;
        if (display === "inline") continue;
        const { left, right } = box.getBoundingClientRect();
        if (text.left < left - slack || text.right > right + slack) {
          found.push(`“${node.textContent.trim().slice(0, 40)}” sticks out of ${call(box)}`);
          break;
        }
      }
    }
    return [...new Set(found)];
  });
}
