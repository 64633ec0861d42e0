// Launches the Chromium at the path given, or Playwright's own, and exits with 0 where that works.
import { chromium } from "@playwright/test";

const browser = await chromium.launch({ executablePath: process.argv[2], timeout: 30_000 });
await browser.close();
