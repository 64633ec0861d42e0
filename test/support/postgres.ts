/** A PostgreSQL of the tests' own: the embedded binaries, a temporary folder, a free port of the loopback address. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Account, postgresAccount } from "#server/postgres/account.ts";
import { findBinaries } from "#server/postgres/binaries.ts";
import { freePort } from "./ports.ts";

export type TestPostgres = {
  /** Of the maintenance database. */
  readonly url: string;
  stop(): Promise<void>;
};

/**
 * The shell waits on a pipe that only this process holds, so PostgreSQL stops with it, even after kill -9.
 */
const watchdog = `"$@" & P=$!; trap "" INT TERM; cat >/dev/null; kill -INT $P; wait $P`;

/** Nothing outlives the run, so nothing has to survive a power cut. What must be durable is tested with a real server. */
const fast = ["fsync=off", "full_page_writes=off", "max_connections=200", "listen_addresses=127.0.0.1"];

/** As server/postgres/cluster.ts has it: what sorts and folds here must do so there. */
const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

export async function startTestPostgres(): Promise<TestPostgres> {
  const account = postgresAccount();
  const { initdb, postgres } = findBinaries(account);
  const folder = mkdtempSync(join(tmpdir(), "parley-test-postgres-"));
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, "data");
  run(initdb, ["-D", data, "-U", "parley", "--auth=trust", "--no-sync", ...locale], account);

  const port = await freePort();
  const settings = [...fast, `port=${port}`, `unix_socket_directories=${folder}`].flatMap((each) => ["-c", each]);
  const log = join(folder, "log");
  const child = spawn("/bin/sh", ["-c", watchdog, "sh", postgres, "-D", data, ...settings], {
    ...account,
    cwd: folder,
    stdio: ["pipe", "ignore", openSync(log, "a")],
    detached: true,
  });
  const url = `postgresql://parley@127.0.0.1:${port}/postgres`;
  await untilReady(url, child, log);
  return {
    url,
    async stop() {
      const exited = child.exitCode === null ? once(child, "exit") : undefined;
      child.stdin?.end();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, child: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      if (child.exitCode !== null) break;
      await sleep(20);
    }
  }
  throw new Error(`The tests' PostgreSQL did not start:\n${readFileSync(log, "utf8")}`);
}

function run(command: string, args: string[], account: Account): void {
  const result = spawnSync(command, args, { ...account, cwd: tmpdir(), encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${command} failed: ${result.error?.message ?? result.stderr}`);
}
