import { readdirSync } from "node:fs";
import { root, run } from "./run.mjs";

const folders = ["app", "bench", "client", "contract", "e2e", "examples", "prisma", "server", "test"];

/**
 * The import table of .dependency-cruiser.cjs, held against the code in `folder`.
 * Resolves to `{violations: [{rule, from, to}], typescript}`, the latter the number of TypeScript modules looked at:
 * beside a compiler that it does not know, dependency-cruiser looks at none and is content.
 */
export async function cruise(folder = root) {
  const present = readdirSync(folder).filter((name) => folders.includes(name));
  const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", ...present];
  const { output } = await run("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", args, { cwd: folder });
  const { modules, summary } = parse(output);
  return {
    violations: summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map((each) => each.name).join(" → ") : to,
    })),
    typescript: modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes("node_modules")).length,
  };
}

function parse(output) {
  try {
    return JSON.parse(output);
  } catch {
    throw new Error(`dependency-cruiser answered no JSON:\n${output}`);
  }
}
