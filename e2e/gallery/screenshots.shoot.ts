/** `npm run screenshots`: each page and state at three widths, light and dark. Nothing is asserted but that each is reached. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { gallery, pictureOf, schemes, widths, writeIndex } from "./pictures.ts";
import { chapters, states } from "./states.ts";
import { walk } from "./walk.ts";
import { test } from "./world-fixture.ts";

/** `npm run screenshots -- conversation` takes those alone whose names contain the word. */
const word = process.env.STATES ?? "";

test.beforeAll(() => {
  mkdirSync(gallery, { recursive: true });
});
test.afterAll(() => writeIndex(states.map(({ name }) => name)));

for (const [chapter, all] of Object.entries(chapters))
  for (const width of widths) {
    const wanted = all.filter(({ name }) => name.includes(word));
    if (wanted.length === 0) continue;
    test(`${chapter}, ${width} px`, async ({ browser, world }) => {
      const missed = await walk(browser, world, { width, language: "en" }, wanted, async ({ page }, { name }) => {
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(gallery, pictureOf(name, width, colorScheme)), scale: "css" });
        }
        return [];
      });
      expect(missed).toEqual([]);
    });
  }
