import { defineConfig } from "@playwright/test";
import stories from "../../playwright.config.ts";

/** The camera: as the stories are run, but it is none of them. */
export default defineConfig(stories, {
  testDir: ".",
  testMatch: "**/*.shoot.ts",
  outputDir: "../../test-results/gallery",
  timeout: 1_200_000,
  use: { trace: "off" },
});
