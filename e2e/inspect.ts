import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Nothing that axe finds, and no scrollbar to the side: light and dark, as wide as the page is, or at each of these widths. */
export async function inspect(page: Page, name: string, widths: readonly number[] = []): Promise<void> {
  const sizes = widths.length > 0 ? widths.map((width) => ({ width, height: 844 })) : [page.viewportSize()];
  for (const size of sizes)
    for (const colorScheme of ["light", "dark"] as const) {
      if (widths.length > 0 && size) await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      const at = `${name}, ${size?.width} px, ${colorScheme}`;
      expect({ at, found, wider }).toEqual({ at, found: [], wider: false });
    }
}
