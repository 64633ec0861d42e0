/** Runs the shell lines of a document, as they are printed there: what one block sets, the next ones have. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { delimiter, dirname, isAbsolute } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { ensureCurl, ensurePython } from "../../scripts/lib/outside-programs.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;
type Block = { readonly lines: string; readonly follows: boolean };

export type Following = {
  /** What it printed so far. */
  output(): string;
  /** Undefined while it runs. */
  exitCode(): number | null | undefined;
  /** Ends it and what it started, by default as Ctrl-C does. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Begins once more, with other settings. */
  again(settings?: Environment): Following;
};

export type Shell = {
  /** Runs the next block to its end; what it printed. Throws where it fails. */
  run(): Promise<string>;
  /** Begins the next block, which goes on until it is stopped. */
  follow(): Following;
  /** How many blocks were not run yet. */
  left(): number;
};

/** `path` from the root of the repository. A block ```` ```sh follow ```` is one that ends by Ctrl-C only. */
export function shellOf(path: string, settings: Environment): Shell {
  const blocks = blocksOf(path);
  let env: Environment = { ...environment(), ...settings };
  const next = (follows: boolean): string => {
    const block = blocks.shift();
    if (block?.follows !== follows) throw new Error(`The next block of ${path} is another: ${block?.lines}`);
    return block.lines;
  };
  return {
    async run() {
      const lines = next(false);
      const child = spawn("bash", ["-c", `set -aeuo pipefail\n${lines}\nenv -0 >&3`], {
        cwd: root,
        env: { ...env, NODE_ENV: "production" },
        stdio: ["ignore", "pipe", "pipe", "pipe"],
      });
      const [, output, errors, variables] = child.stdio;
      if (!output || !errors || !variables || !("readable" in variables)) throw new Error("bash has no output");
      const exited = once(child, "exit");
      const [printed, complaints, set] = await Promise.all([text(output), text(errors), text(variables)]);
      await exited;
      if (child.exitCode !== 0) throw new Error(`${lines}\nended with ${child.exitCode}: ${printed}${complaints}`);
      env = Object.fromEntries(
        set.split("\0").map((line) => [line.split("=", 1)[0], line.slice(line.indexOf("=") + 1)]),
      );
      return printed;
    },
    follow: () => begin(next(true), env),
    left: () => blocks.length,
  };
}

function begin(lines: string, env: Environment): Following {
  const child = spawn("bash", ["-c", lines], {
    cwd: root,
    env: { ...env, NODE_ENV: "production" },
    // In a group of its own, so that it ends with all that it started.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  let exitCode: number | null | undefined;
  const closed = once(child, "close").then(([code]) => {
    exitCode = code;
  });
  return {
    output: () => output,
    exitCode: () => exitCode,
    async stop(signal = "SIGINT") {
      if (child.pid !== undefined && exitCode === undefined) process.kill(-child.pid, signal);
      await closed;
    },
    again: (settings = {}) => begin(lines, { ...env, ...settings }),
  };
}

function blocksOf(path: string): Block[] {
  const document = readFileSync(`${root}${path}`, "utf8");
  return [...document.matchAll(/^```sh( follow)?\n(.*?)^```$/gms)].map(([, follow, lines = ""]) => ({
    lines,
    follows: follow !== undefined,
  }));
}

/** Where `node`, `python3` and `curl` are those that the tests run with. */
function environment(): Environment {
  ensureCurl();
  const { python, env } = ensurePython();
  const folders = [dirname(process.execPath), ...(isAbsolute(python) ? [dirname(python)] : [])];
  return { PATH: [...folders, process.env.PATH].join(delimiter), HOME: process.env.HOME, LANG: "C.UTF-8", ...env };
}
