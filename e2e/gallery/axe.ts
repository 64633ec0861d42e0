import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What axe finds, light and dark. Of the dark page only the colours are inspected again, as nothing else differs, and
 * of a page behind a dialog nothing: it is a state of its own.
 */
export async function complaints(page: Page): Promise<string[]> {
  const dialog = "[role=dialog], [role=alertdialog]";
  const open = (await page.locator(dialog).count()) > 0;
  const axe = () => {
    // What passed is not told.
    const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
    return open ? builder.include(dialog) : builder;
  };
  await page.emulateMedia({ colorScheme: "light" });
  const light = await axe().analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await axe().withRules(["color-contrast", "link-in-text-block"]).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  const tell = (scheme: string, { violations }: typeof light) =>
    violations.map(({ id, nodes }) => `${scheme}, ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
  return [...tell("light", light), ...tell("dark", dark)];
}
