/** The folder that PostgreSQL keeps its files in: made once, whole or not at all, and only ever opened by its own version. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartError } from "../start-error.ts";
import { type Account, canEnter } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { markOriginal } from "./origin.ts";

export const databaseUser = "parley";

/** Nothing of Parley's own environment is PostgreSQL's business, its secrets least. */
export const environment = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, TZ: "UTC", LC_ALL: "C" };

/** Makes the folder where there is none; refuses one of another version or owner. */
export function prepareCluster(folder: string, binaries: Binaries, account: Account): void {
  if (!existsSync(folder)) create(folder, binaries, account);
  const owner = statSync(folder).uid;
  const wanted = account.uid ?? process.getuid?.();
  if (process.getuid?.() === 0 && account.uid !== undefined && owner !== account.uid)
    spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, folder]);
  else if (owner !== wanted)
    throw new StartError(
      `${folder} belongs to another user: start Parley as that user, or set DATA_DIR to another folder.`,
    );
  // A copy may have come with the rights of any folder, which PostgreSQL refuses.
  chmodSync(folder, 0o700);
  refuseOtherVersion(folder, binaries);
}

function refuseOtherVersion(folder: string, binaries: Binaries): void {
  const file = join(folder, "PG_VERSION");
  const version = existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
  if (version === String(binaries.major)) return;
  const dataDir = dirname(folder);
  throw new StartError(
    version
      ? `DATA_DIR ${dataDir} was written by PostgreSQL ${version}, and this Parley carries ${binaries.major}: make a backup with the Parley that you used before (npm run backup), and restore it here with an empty DATA_DIR (npm run restore).`
      : `DATA_DIR ${dataDir} holds a folder postgres that is no database: move it away, or set DATA_DIR to another folder.`,
  );
}

/** In a folder beside, renamed when it is whole: a start that is interrupted is simply begun again. */
function create(folder: string, binaries: Binaries, account: Account): void {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(fresh, account.uid, account.gid);
  const run = spawnSync(
    binaries.initdb,
    // The built-in locale sorts by code point and knows all of Unicode's letters, whatever the machine has installed.
    [
      "-D",
      reachable(fresh, account),
      "-U",
      databaseUser,
      "--auth-local=trust",
      "--auth-host=reject",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    { ...account, cwd: fresh, encoding: "utf8", env: environment },
  );
  if (run.status !== 0) {
    const reason =
      (run.stderr ?? "")
        .trim()
        .split("\n")
        .find((line) => /error|fatal/i.test(line)) ?? "initdb failed";
    throw new StartError(`DATA_DIR ${dirname(folder)} cannot take a database: ${reason}`);
  }
  markOriginal(fresh);
  renameSync(fresh, folder);
}

/**
 * How PostgreSQL names its folder. One that its user cannot walk to (below `/root`) is reached by the working
 * directory, which it inherits; only Linux names that.
 */
export function reachable(folder: string, account: Account): string {
  if (canEnter(account, folder)) return folder;
  if (process.platform === "linux") return "/proc/self/cwd";
  throw new StartError(
    `DATA_DIR ${dirname(folder)} cannot be entered by the user that PostgreSQL runs as: set it to a folder outside of private ones.`,
  );
}
