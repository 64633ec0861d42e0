/** Where PostgreSQL's unix socket lies. The folder is the lock on the door: only its owner may enter. */
import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "../start-error.ts";
import { type Account, canEnter } from "./account.ts";

export const socketPort = 5432;

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, and PostgreSQL adds a file name of 19. */
const maxFolderBytes = 80;

/** In the data folder; or, where its path is too long or closed to PostgreSQL's user, a short one of its own for temporary files. */
export function socketFolder(dataDir: string, account: Account): string {
  const beside = join(dataDir, "socket");
  if (Buffer.byteLength(beside) <= maxFolderBytes && canEnter(account, dataDir)) return ready(beside, account, true);
  const name = `parley-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`;
  const parent = [tmpdir(), "/tmp"].find(
    (folder) => Buffer.byteLength(join(folder, name)) <= maxFolderBytes && canEnter(account, folder),
  );
  if (!parent)
    throw new StartError(
      `DATA_DIR has too long a path for PostgreSQL's socket: set it to a shorter one than ${dataDir}.`,
    );
  return ready(join(parent, name), account, false);
}

/** One among temporary files goes with the server; what is not empty after all stays. */
export function leaveSocketFolder(folder: string, dataDir: string): void {
  if (folder.startsWith(dataDir)) return;
  try {
    rmdirSync(folder);
  } catch {
    // Left for the next start, which takes it over.
  }
}

/** `ours`: where nobody else makes folders, so that one which PostgreSQL had as another user is simply given to this one. */
function ready(folder: string, account: Account, ours: boolean): string {
  const owner = account.uid ?? process.getuid?.() ?? 0;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const handedOver = ours && account.uid !== undefined;
  if (!found.isDirectory() || (!handedOver && found.uid !== owner && found.uid !== process.getuid?.()))
    throw new StartError(
      `${folder} belongs to someone else: PostgreSQL's socket cannot be there. Remove it, or set DATA_DIR to another folder.`,
    );
  chmodSync(folder, 0o700);
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  // Nobody listens: the data folder is ours alone, so a socket or lock file in here is a dead server's.
  for (const file of [`.s.PGSQL.${socketPort}`, `.s.PGSQL.${socketPort}.lock`])
    rmSync(join(folder, file), { force: true });
  return folder;
}
