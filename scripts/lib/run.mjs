import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawned } from "./children.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const bin = join(root, "node_modules", ".bin");

/** The Node that Parley runs on: 24, as npm carries it, whatever Node started us. */
export function node() {
  const carried = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(carried)) return carried;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new Failure(
    "Node 24 is missing from node_modules/node: npm was told to run no install scripts. " +
      "Allow them (`npm config delete ignore-scripts`), delete node_modules and start again, or use Node 24 yourself.",
  );
}

/** What went wrong, in words for whoever runs the command; no stack is shown. */
export class Failure extends Error {}

/** Our tools neither report home nor ask for updates. */
const quiet = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };

export function environment(extra = {}) {
  return { ...process.env, ...quiet, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`, ...extra };
}

/**
 * Runs a program of node_modules by its script, with its output kept or, with `show`, passed on as it comes.
 * Resolves to `{code, output}`, whatever its exit code; it is ended after `timeoutMs`.
 */
export async function run(script, args = [], { cwd = root, env = {}, show = false, timeoutMs } = {}) {
  const out = show ? "inherit" : "pipe";
  const options = { cwd, env: environment(env), stdio: ["ignore", out, out], timeout: timeoutMs };
  const chunks = [];
  const code = await spawned(node(), [join(root, script), ...args], options, (child) => {
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => chunks.push(chunk));
  });
  return { code, output: Buffer.concat(chunks).toString("utf8") };
}

/** Ends the process with a sentence where `main` fails in a foreseen way. */
export async function entry(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
