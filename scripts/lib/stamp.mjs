import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./run.mjs";

/**
 * Does `work` unless it was done for the same `inputs` (files and folders, tests left out) before.
 * The stamp goes first and comes last, so that work which was cut off is done again.
 */
export async function onceFor(inputs, stamp, work) {
  const file = join(root, stamp);
  const digest = digestOf(inputs);
  if (existsSync(file) && readFileSync(file, "utf8") === digest) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
}

function digestOf(inputs) {
  const hash = createHash("sha256");
  for (const path of inputs.flatMap(filesIn))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

function filesIn(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesIn(join(path, name)));
}
