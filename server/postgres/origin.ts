/** Tells a data folder from its copy: someone who puts an old copy back has another history (SYN-3). */
import { lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileIn = (folder: string) => join(folder, "parley-origin");

/**
 * A file that contains its own inode and time of birth, which no copy of it has. Moving the folder keeps both.
 * What puts back a whole file system (a snapshot of a disk) keeps them too: docs/operations.md says what to do then.
 */
export function isOriginal(folder: string): boolean {
  try {
    return readFileSync(fileIn(folder), "utf8") === identity(fileIn(folder));
  } catch {
    return false;
  }
}

/** From now on this folder is the original. */
export function markOriginal(folder: string): void {
  const file = fileIn(folder);
  rmSync(file, { force: true });
  writeFileSync(file, "", { mode: 0o600 });
  writeFileSync(file, identity(file), { flush: true });
}

function identity(file: string): string {
  const { ino, birthtimeNs } = lstatSync(file, { bigint: true });
  return `${ino} ${birthtimeNs}\n`;
}
