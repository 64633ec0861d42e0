import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from "#server/embedded-postgres.ts";
import { findProcess } from "#server/postgres/processes.ts";

// Databases are made and started several times, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let parent: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "parley-faults-"));
  dataDir = join(parent, "data");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const postgres of running.splice(0)) await postgres.stop();
  rmSync(parent, { recursive: true, force: true });
});

async function start(folder = dataDir): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
  running.push(postgres);
  return postgres;
}

async function stop(postgres: EmbeddedPostgres): Promise<void> {
  running.splice(running.indexOf(postgres), 1);
  await postgres.stop();
}

/** The same in a process of its own, a leader of its group as at a terminal. */
async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const script = join(import.meta.dirname, "embedded-postgres-process.ts");
  const child = spawn(process.execPath, [script, dataDir], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  children.push(child);
  if (!child.stdout) throw new Error("The process has no output.");
  const [url] = await once(createInterface(child.stdout), "line");
  return { child, url: String(url) };
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const remember = (url: string) => ask(url, "CREATE TABLE kept AS SELECT 42 AS answer");
const recall = (url: string) => ask(url, "SELECT answer FROM kept");

const pidFile = () => join(dataDir, "postgres", "postmaster.pid");
const postmaster = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);
const lives = (pid: number) => findProcess(pid)?.zombie === false;

/** Waits for a fact; the test's own time limit ends a wait in vain. */
async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fact())) await sleep(20);
}

test("after kill -9 of Parley PostgreSQL stops, and the next start has what was committed", async () => {
  const { child, url } = await startProcess();
  await remember(url);
  const pid = postmaster();
  child.kill("SIGKILL");
  await until(() => !lives(pid));
  expect(existsSync(pidFile())).toBe(false);
  expect(await recall((await start()).url)).toEqual([{ answer: 42 }]);
});

test("a start right after kill -9 waits for the orphan instead of failing", async () => {
  const { child, url } = await startProcess();
  await remember(url);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await recall((await start()).url)).toEqual([{ answer: 42 }]);
});

test("an orphan that nobody watches any more is stopped by the next start", async () => {
  const { child, url } = await startProcess();
  await remember(url);
  const pid = postmaster();
  const watchdog = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[1]);
  process.kill(watchdog, "SIGKILL");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await recall((await start()).url)).toEqual([{ answer: 42 }]);
  expect(lives(pid)).toBe(false);
});

test("after kill -9 of PostgreSQL it comes back with what was committed, also while it was busy", async () => {
  const { url } = await start();
  await remember(url);
  const busy = ask(url, "SELECT count(*) FROM generate_series(1, 1e9)").catch(() => "cut");
  const pid = postmaster();
  process.kill(pid, "SIGKILL");
  expect(await busy).toBe("cut");
  await until(async () => (await recall(url).catch(() => [])).length === 1);
  expect(postmaster()).not.toBe(pid);
});

test("PostgreSQL that is killed again and again comes back each time", async () => {
  const { url } = await start();
  await remember(url);
  for (let round = 0; round < 3; round++) {
    process.kill(postmaster(), "SIGKILL");
    await until(async () => (await recall(url).catch(() => [])).length === 1);
  }
});

test("Ctrl-C reaches Parley alone, which stops PostgreSQL cleanly", async () => {
  const { child } = await startProcess();
  const pid = postmaster();
  const exited = once(child, "exit");
  process.kill(-Number(child.pid), "SIGINT");
  expect(await exited).toEqual([0, null]);
  expect(lives(pid)).toBe(false);
  expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).toMatch(/database system is shut down\n$/);
});

test("a postmaster.pid whose number now is another program's is stale", async () => {
  await stop(await start());
  writeFileSync(pidFile(), `${process.pid}\n${join(dataDir, "postgres")}\n1\n5432\n\n\n\nready\n`);
  expect(await ask((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a postmaster.pid whose number is a zombie's is stale", async () => {
  await stop(await start());
  const child = spawn("/bin/sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  const [line] = await once(createInterface(child.stdout), "line");
  await until(() => findProcess(Number(line))?.zombie === true);
  writeFileSync(pidFile(), `${line}\n${join(dataDir, "postgres")}\n1\n5432\n\n\n\nready\n`);
  expect(await ask((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a second Parley on the same data folder is refused, and the first one goes on", async () => {
  const { url } = await start();
  await expect(start()).rejects.toThrow(/DATA_DIR .* is in use by another Parley/);
  expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(findEmbeddedPostgres(dataDir)).toBe(url);
});

test("SYN-3: a copied data folder says so until it is settled, a moved one does not", async () => {
  const first = await start();
  expect(first.copied).toBe(false);
  await stop(first);
  const copy = join(parent, "copy");
  cpSync(dataDir, copy, { recursive: true, preserveTimestamps: true });
  renameSync(dataDir, join(parent, "moved"));

  const moved = await start(join(parent, "moved"));
  expect(moved.copied).toBe(false);
  const copied = await start(copy);
  expect(copied.copied).toBe(true);
  await stop(copied);
  const again = await start(copy);
  expect(again.copied).toBe(true);
  again.settle();
  await stop(again);
  expect((await start(copy)).copied).toBe(false);
});

test("a data folder of another PostgreSQL is named, with both versions and what to do", async () => {
  await stop(await start());
  writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "17\n");
  await expect(start()).rejects.toThrow(
    /DATA_DIR .* PostgreSQL 17, and this Parley carries 18: .*npm run backup.*npm run restore/,
  );
});

test("a data folder with a path too long for a socket works, and its socket's folder goes with it", async () => {
  const long = join(parent, "a".repeat(60), "b".repeat(60));
  const postgres = await start(long);
  expect(await ask(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  const socket = decodeURIComponent(new URL(postgres.url).hostname);
  expect(existsSync(socket)).toBe(true);
  await stop(postgres);
  expect(existsSync(socket)).toBe(false);
});

test("a start that was interrupted while it made the database is begun again", async () => {
  await stop(await start());
  renameSync(join(dataDir, "postgres"), join(dataDir, "postgres.new"));
  expect(await ask((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("nobody reaches the database over the network, and every commit is on the disk", async () => {
  const { url } = await start();
  const settings = await ask(
    url,
    "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name",
  );
  expect(settings).toEqual([
    { name: "fsync", setting: "on" },
    { name: "full_page_writes", setting: "on" },
    { name: "listen_addresses", setting: "" },
    { name: "synchronous_commit", setting: "on" },
  ]);
});
