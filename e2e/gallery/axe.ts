import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds, light and dark. Of the dark page only the colours are inspected again: nothing else is different. */
export async function complaints(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  const tell = (scheme: string, { violations }: typeof light) =>
    violations.map(({ id, nodes }) => `${scheme}, ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
  return [...tell("light", light), ...tell("dark", dark)];
}
