/** One Parley per data folder: a file that names the process which holds it. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findProcess } from "./processes.ts";

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
type Holder = z.infer<typeof holderSchema>;

const fileIn = (dataDir: string) => join(dataDir, "parley.lock");

/** Takes the folder; null where a living Parley has it. What a killed one left behind is no obstacle. */
export function lockFolder(dataDir: string): { release(): void } | null {
  const file = fileIn(dataDir);
  const own = `${file}.${process.pid}`;
  const self: Holder = { pid: process.pid, startedAt: findProcess(process.pid)?.startedAt ?? "" };
  writeFileSync(own, JSON.stringify(self), { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (linked(own, file)) return { release: () => rmSync(file, { force: true }) };
      if (folderHolder(dataDir) !== undefined) return null;
      takeAway(file, own);
    }
    return null;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The number of the living process that holds the folder. */
export function folderHolder(dataDir: string): number | undefined {
  const holder = readHolder(fileIn(dataDir));
  return holder && alive(holder) ? holder.pid : undefined;
}

/** Two starts may find the same stale file; whoever moved a fresh one away instead puts it back. */
function takeAway(file: string, own: string): void {
  const aside = `${own}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const holder = readHolder(aside);
  if (holder && alive(holder)) linked(aside, file);
  rmSync(aside, { force: true });
}

function alive(holder: Holder): boolean {
  const found = findProcess(holder.pid);
  return found !== undefined && !found.zombie && found.startedAt === holder.startedAt;
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
