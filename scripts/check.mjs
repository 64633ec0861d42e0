// `npm run check`: format, lint, types, boundaries and unit tests; what can be known in seconds.
import "./lib/require-node.mjs";
import { ensureGenerated } from "./lib/build.mjs";
import { checks, complaint, runChecks } from "./lib/checks.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry } from "./lib/run.mjs";

await entry(async () => {
  await ensureInstalled();
  await ensureGenerated();
  const unit = () => complaint("node_modules/vitest/vitest.mjs", ["run", "--project", "unit", "--reporter=minimal"]);
  const failed = await runChecks({ ...checks, "unit tests": unit });
  if (failed.length > 0) process.exitCode = 1;
});
