import { cruise } from "./boundaries.mjs";
import { run } from "./run.mjs";

/** Each resolves to what is wrong, in text; to nothing where all is well. */
export const checks = {
  "format and lint": () =>
    complaint("node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "--max-diagnostics=100", "."]),

  async types() {
    // Next writes the types of its routes first.
    const typegen = await complaint("node_modules/next/dist/bin/next", ["typegen"]);
    if (typegen) return typegen;
    return complaint("node_modules/typescript/bin/tsc", ["--noEmit"]);
  },

  async boundaries() {
    const { violations, typescript } = await cruise();
    if (typescript === 0) return "dependency-cruiser found no TypeScript: it does not know this compiler.";
    return violations.map(({ rule, from, to }) => `${from} → ${to}\n  ${rule}`).join("\n");
  },
};

export async function complaint(script, args) {
  const { code, output } = await run(script, args);
  return code === 0 ? "" : output || `${script} failed with ${code}.`;
}

/** Runs them side by side, telling each result as it comes. Resolves to the names of those that complained. */
export async function runChecks(chosen) {
  const failed = [];
  const each = async ([name, check]) => {
    const started = performance.now();
    const complaint = await check();
    const title = `${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`;
    console.log(complaint ? `✗ ${title}\n\n${complaint.trimEnd()}\n` : `✓ ${title}`);
    if (complaint) failed.push(name);
  };
  await Promise.all(Object.entries(chosen).map(each));
  return failed;
}
