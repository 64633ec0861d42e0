import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { spawned } from "./children.mjs";
import { Failure, root } from "./run.mjs";

/** Installs what is locked, where node_modules is anything else. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log("Installing the locked packages. This happens once and takes about a minute.");
  // NODE_ENV=production would leave out the devDependencies, and Node 24, which builds and runs Parley, is one of them.
  // Warnings are about the Node that npm runs on; Parley does not run on that one.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = await npm(args).catch((error) => {
    throw new Failure(`npm could not be started: ${error.message}`);
  });
  if (code !== 0) throw new Failure("The packages could not be installed; npm says why above.");
}

/** The npm that runs us, else the one in the PATH. */
function npm(args) {
  const script = process.env.npm_execpath;
  const options = { cwd: root, stdio: "inherit" };
  if (script?.endsWith("npm-cli.js")) return spawned(process.execPath, [script, ...args], options);
  return spawned("npm", args, { ...options, shell: process.platform === "win32" });
}

/** Compares the lock with npm's own note of what it installed, which it writes last. */
function isInstalled() {
  const note = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const locked = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(note);
  return Object.entries(locked).every(([path, { version, optional }]) => {
    if (path === "") return true;
    return path in installed ? installed[path].version === version : optional === true;
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
