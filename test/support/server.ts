/** A whole Parley as an operator runs it, in a process, a port and a data folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./ports.ts";

export type TestServer = {
  /** What people type; stays the same after a restart. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Of the running process. */
  pid(): number;
  /** Everything that the server printed so far. */
  output(): string;
  /** Resolves with how it ended when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<Ending>;
  /** Starts again on the same data, after `kill` or instead of the running one. Resolves when it is ready. */
  restart(): Promise<void>;
  /** Ends it and removes the data. */
  stop(): Promise<void>;
};

export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type ServerOptions = {
  /** Settings besides PORT and DATA_DIR. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
};

const root = fileURLToPath(new URL("../../", import.meta.url));
const startWithinMs = 60_000;
const stopWithinMs = 20_000;

/** Needs the pages to be built (`npm test` and `npm start` do that). Resolves when `/readyz` says so. */
export async function startServer({ env = {}, args = [] }: ServerOptions = {}): Promise<TestServer> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "parley-test-"));
  const url = `http://localhost:${port}`;
  let output = "";
  let child = spawnServer();

  function spawnServer(): ChildProcess {
    const started = spawn(process.execPath, [join(root, "server", "main.ts"), ...args], {
      cwd: root,
      env: { ...machine(), NODE_ENV: "production", PORT: String(port), DATA_DIR: dataDir, ...env },
      // The channel ends the server with the test run (server/parent.ts).
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    return started;
  }

  async function kill(signal: NodeJS.Signals): Promise<Ending> {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    }
    return { code: child.exitCode, signal: child.signalCode };
  }

  async function end(): Promise<void> {
    const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
    await kill("SIGTERM");
    clearTimeout(timer);
  }

  async function ready(): Promise<void> {
    const deadline = Date.now() + startWithinMs;
    while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await sleep(50);
    }
    await end();
    throw new Error(`The server did not become ready:\n${output}`);
  }

  const server: TestServer = {
    url,
    port,
    dataDir,
    pid: () => child.pid ?? 0,
    output: () => output,
    kill,
    async restart() {
      await end();
      child = spawnServer();
      await ready();
    },
    async stop() {
      await end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await ready().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return server;
}

/** Of our environment what a program needs to run; no setting of the developer's own Parley. */
function machine(): Record<string, string | undefined> {
  const names = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "TZ"];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
