/** Every page and state of the gallery, in pieces, as axe sees it, as a German reader does, and from right to left. */
import { expect } from "@playwright/test";
import { complaints } from "./gallery/axe.ts";
import { foreignTo } from "./gallery/foreign.ts";
import { misfits } from "./gallery/geometry.ts";
import { smallLetters } from "./gallery/small-letters.ts";
import type { Stage } from "./gallery/stage.ts";
import { chapters } from "./gallery/states.ts";
import { walk } from "./gallery/walk.ts";
import { test } from "./gallery/world-fixture.ts";

// Each is a walk through some twenty states: minutes where the machine is busy, and too long for a trace.
test.describe.configure({ timeout: 600_000 });
test.use({ trace: "off" });

for (const [chapter, states] of Object.entries(chapters)) {
  // A page that one state shows whole is seen once.
  const seen = states.filter(({ part }) => !part);

  test(`${chapter}, on a desk: axe finds nothing, light and dark, nothing overlaps, and in German nothing is English`, async ({
    browser,
    world,
  }) => {
    const foreign = await foreignTo(world);
    const found = await walk(browser, world, { width: 1440, language: "de" }, seen, async ({ page }, state) => [
      ...(await foreign(page, state)),
      ...(await misfits(page)),
      ...(await complaints(page)),
    ]);
    expect(found).toEqual([]);
  });

  test(`${chapter}, on a phone: the same, down to 320 px and at twice the size`, async ({ browser, world }) => {
    const foreign = await foreignTo(world);
    const found = await walk(browser, world, { width: 390, language: "de" }, seen, async ({ page }, state) => {
      const problems = [...(await foreign(page, state)), ...(await complaints(page)), ...(await smallLetters(page))];
      for (const width of [390, 320, 720]) {
        await page.setViewportSize({ width, height: width === 720 ? 450 : 844 });
        problems.push(...(await misfits(page)).map((problem) => `at ${width} px ${problem}`));
      }
      return problems;
    });
    expect(found).toEqual([]);
  });

  for (const width of [1440, 390] as const)
    test(`${chapter}, from right to left: all is mirrored without overlaps, at ${width} px`, async ({
      browser,
      world,
    }) => {
      const found = await walk(browser, world, { width, language: "ar-XB" }, seen, async (stage, { as }) => [
        ...(await misfits(stage.page)),
        ...(await unmirrored(stage, as !== "nobody")),
      ]);
      expect(found).toEqual([]);
    });
}

/** What stands where it does from left to right. */
async function unmirrored({ page, wide, view }: Stage, signedIn: boolean): Promise<string[]> {
  const problems: string[] = [];
  if ((await page.locator("html").getAttribute("dir")) !== "rtl") problems.push("the page is not right to left");
  const sidebar = page.getByRole("navigation").first();
  if (wide && signedIn && (await sidebar.isVisible())) {
    const box = await sidebar.boundingBox();
    if (!box || Math.abs(box.x + box.width - view.width) > 2) problems.push("the sidebar is not on the right");
  }
  return problems;
}
