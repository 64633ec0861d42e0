// `npm run first-load`: what a browser loads of JavaScript for a conversation, chunk by chunk. Fails where it is too much.
import "./lib/require-node.mjs";
import { ensureBuilt, ensureGenerated } from "./lib/build.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry, run } from "./lib/run.mjs";

await entry(async () => {
  await ensureInstalled();
  await ensureGenerated();
  const env = await ensureChromium();
  await ensureBuilt();
  const args = ["test", "e2e/first-load.spec.ts", "--reporter=list"];
  const { code } = await run("node_modules/@playwright/test/cli.js", args, { env, show: true });
  process.exitCode = code === 0 ? 0 : 1;
});
