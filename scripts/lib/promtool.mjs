import { join } from "node:path";
import { succeeds, unpackDebian } from "./debian.mjs";
import { Failure, root } from "./run.mjs";

const kept = join(root, "node_modules", ".cache", "promtool", "promtool");

/**
 * The path of a promtool that runs: the machine's own, else Debian's, unpacked for us alone. To install its package would
 * start a whole Prometheus on this machine.
 */
export function ensurePromtool() {
  for (const path of [process.env.PROMTOOL_PATH, "promtool", kept]) if (path && runs(path)) return path;
  console.log("No promtool: trying Debian's.");
  if (unpackDebian("prometheus", "usr/bin/promtool", kept) && runs(kept)) return kept;
  throw new Failure(
    "The tests need promtool: install your system's package of Prometheus (Debian: `apt-get install prometheus`), " +
      "or name a promtool in PROMTOOL_PATH.",
  );
}

const runs = (path) => succeeds(path, ["--version"]);
