/** The operating system's user that PostgreSQL runs as: it refuses to be root. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { StartError } from "../start-error.ts";

/** What `spawn` takes; empty where Parley's own user will do. */
export type Account = { readonly uid?: number; readonly gid?: number };

/** Last comes the one that other programs run as, too: whoever is PostgreSQL's user can open its socket and its files. */
const shared = "nobody";
const candidates = ["parley", "postgres", shared];

/** Parley's own user, or, where that is root, the first of a few that this machine has; warns of one that is shared. */
export function postgresAccount(warn: (sentence: string) => void = () => {}): Account {
  if (process.getuid?.() !== 0) return {};
  return accountIn(readFileSync("/etc/passwd", "utf8"), warn);
}

export function accountIn(passwd: string, warn: (sentence: string) => void): Required<Account> {
  const users = passwd.split("\n").map((line) => line.split(":"));
  for (const name of candidates) {
    const user = users.find(([found]) => found === name);
    if (!user) continue;
    if (name === shared)
      warn(
        "PostgreSQL runs as nobody, so every other program that runs as nobody can read and change the database: create a user of its own (useradd --system parley), and start again.",
      );
    return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new StartError(
    "PostgreSQL refuses to run as root: create a user named parley, run Parley as another user, or set DATABASE_URL.",
  );
}

/** Whether that user can enter a folder, which every folder above it decides too. */
export function canEnter(account: Account, folder: string): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { ...account, cwd: "/", stdio: "ignore" }).status === 0
  );
}
