/** What an earlier PostgreSQL of this data folder left behind: a file that names it, or still its processes. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "../start-error.ts";
import { findProcess, postgresIn, signal } from "./processes.ts";

/** How long each way of asking is given, in milliseconds; the last one is not asked but told. */
const patience = { SIGINT: 30_000, SIGQUIT: 5_000, SIGKILL: 5_000 } as const;

/**
 * Afterwards no PostgreSQL works in the folder and no file says that one does. Only for who holds the folder's lock:
 * a living postmaster is then an orphan. A number that meanwhile names another program, or a zombie, is stale.
 */
export async function clearRemains(folder: string): Promise<void> {
  const file = join(folder, "postmaster.pid");
  const pid = postmasterIn(folder);
  if (pid !== undefined && isPostmaster(pid, folder)) await end(() => (isPostmaster(pid, folder) ? [pid] : []));
  // Backends outlive a postmaster that was killed until they next look; while they do, its shared memory is in use.
  await end(() => postgresIn(folder), ["SIGQUIT", "SIGKILL"]);
  if (pid === undefined || !isPostmaster(pid, folder)) rmSync(file, { force: true });
}

/** The number in `postmaster.pid`. */
export const postmasterIn = (folder: string): number | undefined => Number(pidFile(folder)[0]) || undefined;

/** Whether the server of that file says that it takes connections, as `pg_ctl` asks. */
export const isReady = (folder: string): boolean => pidFile(folder)[7]?.trim() === "ready";

/** The folder of the running server's socket, as it says itself. */
export const socketFolderOf = (folder: string): string | undefined => pidFile(folder)[4]?.trim() || undefined;

/** Lines: number, data folder, start, port, socket folder, addresses, shared memory, state. */
function pidFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

function isPostmaster(pid: number, folder: string): boolean {
  const found = findProcess(pid);
  if (!found || found.zombie || !found.command.includes("postgres")) return false;
  return found.folder === undefined ? found.command.includes(folder) : found.folder === folder;
}

async function end(
  living: () => number[],
  ways: (keyof typeof patience)[] = ["SIGINT", "SIGQUIT", "SIGKILL"],
): Promise<void> {
  for (const way of ways) {
    const deadline = Date.now() + patience[way];
    for (const pid of living()) signal(pid, way);
    while (living().length > 0 && Date.now() < deadline) await sleep(20);
    if (living().length === 0) return;
  }
  throw new StartError(
    `An earlier PostgreSQL of ${living().join(", ")} does not end: stop that process, then start Parley again.`,
  );
}
