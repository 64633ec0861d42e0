// `npm run bench -- <name> …`: what a scenario needs is made first, as for `npm start` and `npm test`.
import "./lib/require-node.mjs";
import { ensureBuilt, ensureGenerated } from "./lib/build.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry, run } from "./lib/run.mjs";

await entry(async () => {
  await ensureInstalled();
  await ensureGenerated();
  const args = process.argv.slice(2);
  let env = {};
  if (args[0] === "page") env = await ensureChromium();
  if (args[0] !== "writes") await ensureBuilt();
  const { code } = await run("bench/run.ts", args, { env, show: true });
  process.exitCode = code;
});
