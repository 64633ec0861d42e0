// `npm run screenshots [-- <part of a name>]`: pictures of every page and state, into gallery/, with an index.html.
import "./lib/require-node.mjs";
import { ensureBuilt, ensureGenerated } from "./lib/build.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry, run } from "./lib/run.mjs";

await entry(async () => {
  await ensureInstalled();
  await ensureGenerated();
  const browser = await ensureChromium();
  await ensureBuilt();
  const args = ["test", "--config", "e2e/gallery/playwright.config.ts", "--reporter=list"];
  const env = { ...browser, STATES: process.argv[2] ?? "" };
  const { code } = await run("node_modules/@playwright/test/cli.js", args, { env, show: true, timeoutMs: 30 * 60_000 });
  console.log("Look at gallery/index.html.");
  process.exitCode = code;
});
