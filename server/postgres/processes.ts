/** What can be found out about a process by its number, which may long belong to another. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

type Process = {
  readonly zombie: boolean;
  /** Together with the number it names one process for ever (until the machine restarts). */
  readonly startedAt: string;
  /** Of a process that we may look into; only Linux tells. */
  readonly folder: string | undefined;
  readonly command: string;
};

/** Undefined where there is no such process. */
export function findProcess(pid: number): Process | undefined {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

/** The PostgreSQL processes that work in a folder, postmaster and backends alike; found on Linux only. */
export function postgresIn(folder: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const found = fromProc(pid);
      return found && !found.zombie && found.folder === folder && /postgres/.test(found.command);
    });
}

/** False where it was gone already. Numbers below 1 would name whole groups of processes, our own among them. */
export function signal(pid: number, name: "SIGINT" | "SIGQUIT" | "SIGKILL"): boolean {
  if (pid < 1) return false;
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function fromProc(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in brackets and may contain some itself: fields are counted from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return {
      zombie: fields[0] === "Z" || fields[0] === "X",
      startedAt: fields[19] ?? "",
      folder: folderOf(pid),
      command,
    };
  } catch {
    return undefined;
  }
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): Process | undefined {
  const line = spawnSync("ps", ["-o", "stat=,lstart=,command=", "-p", String(pid)], {
    encoding: "utf8",
  }).stdout?.trim();
  const match = /^(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line ?? "");
  if (!match) return undefined;
  const [, state = "", startedAt = "", command = ""] = match;
  return { zombie: state.startsWith("Z"), startedAt, folder: undefined, command };
}
