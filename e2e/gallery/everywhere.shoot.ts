import { expect } from "@playwright/test";
import { complaints } from "./axe.ts";
import { foreignTo } from "./foreign.ts";
import { misfits } from "./geometry.ts";
import { states } from "./states.ts";
import { walk } from "./walk.ts";
import { test } from "./world-fixture.ts";

// Each is a walk through some seventy states: minutes where the machine is busy, and too long for a trace.
test.describe.configure({ timeout: 900_000 });
test.use({ trace: "off" });

const schemes = "axe finds nothing on any page or state, light and dark, and nothing overlaps or sticks out";

test(`${schemes}: on a desk, in German, which shows no English`, async ({ browser, world }) => {
  const foreign = await foreignTo(world);
  const found = await walk(browser, world, { width: 1440, language: "de" }, states, async ({ page }, state) => {
    return [...(await foreign(page, state)), ...(await misfits(page)), ...(await complaints(page))];
  });
  expect(found).toEqual([]);
});

test(`${schemes}: on a phone, in German, down to 320 px and at twice the size`, async ({ browser, world }) => {
  const foreign = await foreignTo(world);
  const found = await walk(browser, world, { width: 390, language: "de" }, states, async ({ page }, state) => {
    const problems = [...(await foreign(page, state)), ...(await complaints(page))];
    for (const width of [390, 320, 720]) {
      await page.setViewportSize({ width, height: width === 720 ? 450 : 844 });
      problems.push(...(await misfits(page)).map((problem) => `at ${width} px ${problem}`));
    }
    return problems;
  });
  expect(found).toEqual([]);
});

for (const width of [390, 1440] as const)
  test(`right to left, every page and state is mirrored without overlaps: at ${width} px`, async ({
    browser,
    world,
  }) => {
    const found = await walk(browser, world, { width, language: "ar-XB" }, states, async ({ page, wide }, { as }) => {
      const problems = await misfits(page);
      if ((await page.locator("html").getAttribute("dir")) !== "rtl") problems.push("the page is not right to left");
      const sidebar = page.getByRole("navigation").first();
      if (wide && as !== "nobody" && (await sidebar.isVisible())) {
        const box = await sidebar.boundingBox();
        if (!box || Math.abs(box.x + box.width - width) > 2) problems.push("the sidebar is not on the right");
      }
      return problems;
    });
    expect(found).toEqual([]);
  });
