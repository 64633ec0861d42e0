import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./run.mjs";

const isRoot = () => process.getuid?.() === 0;
const hasApt = () => existsSync("/usr/bin/apt-get");

/**
 * Copies one file or folder of a Debian package to `to`, without installing the package: nobody has to be root, and
 * nothing of the machine changes. False where that can't be done.
 */
export function unpackDebian(name, path, to) {
  if (!hasApt()) return false;
  // Without the lists of packages there is nothing to be found; only root may fetch those.
  return unpacked(name, path, to) || (isRoot() && run("apt-get", ["update"]) && unpacked(name, path, to));
}

/** Installs Debian packages. False where that can't be done: elsewhere, or by somebody who is not root. */
export function installDebian(...names) {
  if (!hasApt() || !isRoot()) return false;
  const install = () => run("apt-get", ["install", "-y", "--no-install-recommends", ...names]);
  return install() || (run("apt-get", ["update"]) && install());
}

/** Whether it runs to its end with success. */
export const succeeds = (command, args, env = {}) =>
  spawnSync(command, args, { stdio: "ignore", env: { ...process.env, ...env } }).status === 0;

function unpacked(name, path, to) {
  const folder = mkdtempSync(join(tmpdir(), "parley-debian-"));
  try {
    if (!run("apt-get", ["download", name], folder)) return false;
    const archive = readdirSync(folder).find((file) => file.endsWith(".deb"));
    if (!archive || !run("dpkg-deb", ["--extract", archive, "."], folder)) return false;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(folder, path), to, { recursive: true });
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command, args, cwd = root) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
}
