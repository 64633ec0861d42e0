import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";

/** A suite that hangs is ended, and counts as failed: far beyond what it takes on a busy machine. */
const suiteMs = 60 * 60_000;

/** Unit and integration tests. Resolves to `{passed, failed}`, where a skipped test is a failed one. */
export async function runVitest(folder) {
  const file = join(folder, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run("node_modules/vitest/vitest.mjs", args, {
    // One that is set to production would make React and others leave out what tests rely on.
    env: { NODE_ENV: "test" },
    show: true,
    timeoutMs: suiteMs,
  });
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  // A file that could not even be loaded has no tests to count.
  const broken = report.testResults.filter((each) => each.status === "failed" && each.assertionResults.length === 0);
  const failed = report.numTotalTests - report.numPassedTests + broken.length;
  return { passed: report.numPassedTests, failed: atLeastOneIf(code !== 0, failed) };
}

/** The stories in a browser, counted alike. */
export async function runPlaywright(folder, env) {
  const file = join(folder, "playwright.json");
  const { code } = await run("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    show: true,
    timeoutMs: suiteMs,
  });
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: atLeastOneIf(code !== 0, unexpected + flaky + skipped + report.errors.length) };
}

/** What goes wrong outside of any test shows in the exit code alone. */
function atLeastOneIf(broken, failed) {
  return broken ? Math.max(1, failed) : failed;
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
