import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure, root } from "./run.mjs";

const kept = join(root, "node_modules", ".cache", "promtool", "promtool");

/**
 * The path of a promtool that runs: the machine's own, else Debian's, unpacked for us alone. To install its package would
 * start a whole Prometheus on this machine.
 */
export function ensurePromtool() {
  for (const path of [process.env.PROMTOOL_PATH, "promtool", kept]) if (path && runs(path)) return path;
  if (existsSync("/usr/bin/apt-get")) {
    console.log("No promtool: fetching Debian's.");
    // Without the lists of packages there is nothing to be found; only root may fetch those.
    if (unpacked() || (process.getuid?.() === 0 && run("apt-get", ["update"]) && unpacked())) return kept;
  }
  throw new Failure(
    "The tests need promtool: install your system's package of Prometheus (Debian: `apt-get install prometheus`), " +
      "or name a promtool in PROMTOOL_PATH.",
  );
}

function unpacked() {
  const folder = mkdtempSync(join(tmpdir(), "parley-promtool-"));
  try {
    if (!run("apt-get", ["download", "prometheus"], folder)) return false;
    const archive = readdirSync(folder).find((name) => name.endsWith(".deb"));
    if (!archive || !run("dpkg-deb", ["--extract", archive, "."], folder)) return false;
    mkdirSync(join(kept, ".."), { recursive: true });
    copyFileSync(join(folder, "usr", "bin", "promtool"), kept);
    return runs(kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runs = (path) => spawnSync(path, ["--version"]).status === 0;

function run(command, args, cwd = root) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
}
