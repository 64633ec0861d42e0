import { join } from "node:path";
import { installDebian, succeeds, unpackDebian } from "./debian.mjs";
import { Failure, root } from "./run.mjs";

/** Debian's python3-websockets, where this machine has none. */
const kept = join(root, "node_modules", ".cache", "python3-websockets");

/** A Python that knows `websockets`: `{python, env}`, the environment in which it does. */
export function ensurePython() {
  const found = known();
  if (found) return found;
  console.log("No Python with the package websockets: trying Debian's.");
  // A Python of one's own does not look where Debian installs to; unpacked, both find it.
  if (pythons().length > 0) unpackDebian("python3-websockets", "usr/lib/python3/dist-packages", kept);
  else installDebian("python3", "python3-websockets");
  const now = known();
  if (now) return now;
  throw new Failure(
    "The tests need a Python 3 that has the package websockets: install your system's (Debian: `apt-get install " +
      "python3-websockets`), or name a python3 that has it in PYTHON_PATH.",
  );
}

export function ensureCurl() {
  const runs = () => succeeds("curl", ["--version"]);
  if (runs()) return;
  console.log("No curl: trying Debian's.");
  if (installDebian("curl") && runs()) return;
  throw new Failure("The tests need curl: install your system's package (Debian: `apt-get install curl`).");
}

function known() {
  for (const python of pythons())
    for (const env of [{}, { PYTHONPATH: kept }])
      if (succeeds(python, ["-c", "import websockets"], env)) return { python, env };
  return undefined;
}

const pythons = () =>
  [process.env.PYTHON_PATH, "python3", "/usr/bin/python3"].filter(
    (path) => path !== undefined && succeeds(path, ["--version"]),
  );
