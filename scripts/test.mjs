// `npm test`: everything, from format to stories in a browser. Its last line is `N passed, N failed`.
import "./lib/require-node.mjs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ensureGenerated } from "./lib/build.mjs";
import { checks, runChecks } from "./lib/checks.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { ensureCurl, ensurePython } from "./lib/outside-programs.mjs";
import { ensurePromtool } from "./lib/promtool.mjs";
import { entry } from "./lib/run.mjs";
import { runPlaywright, runVitest } from "./lib/suites.mjs";

const total = { passed: 0, failed: 0 };
const count = ({ passed, failed }) => {
  total.passed += passed;
  total.failed += failed;
};

await entry(async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-reports-"));
  try {
    await ensureInstalled();
    await ensureGenerated();
    const browser = await ensureChromium();
    ensurePromtool();
    ensurePython();
    ensureCurl();
    const complaints = await runChecks(checks);
    count({ passed: Object.keys(checks).length - complaints.length, failed: complaints.length });
    await ensureBuilt();
    count(await runVitest(folder));
    count(await runPlaywright(folder, browser));
  } catch (error) {
    count({ passed: 0, failed: 1 });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
if (total.failed > 0) process.exitCode = 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
