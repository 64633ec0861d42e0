// `npm run check`: format, lint, types, boundaries and unit tests; what can be known in seconds.
import "./lib/require-node.mjs";
import { ensureGenerated } from "./lib/build.mjs";
import { checks } from "./lib/checks.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry, run } from "./lib/run.mjs";

await entry(async () => {
  ensureInstalled();
  await ensureGenerated();
  const unit = async () => {
    const { code, output } = await run("node_modules/vitest/vitest.mjs", [
      "run",
      "--project",
      "unit",
      "--reporter=dot",
    ]);
    return code === 0 ? "" : output;
  };
  const results = await Promise.all(
    Object.entries({ ...checks, "unit tests": unit }).map(async ([name, check]) => {
      const started = performance.now();
      const complaint = await check();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(complaint ? `✗ ${name} (${seconds} s)\n\n${complaint}` : `✓ ${name} (${seconds} s)`);
      return complaint === "";
    }),
  );
  if (results.includes(false)) process.exitCode = 1;
});
