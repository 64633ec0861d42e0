import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environment, node, root } from "./run.mjs";

/**
 * Starts server/main.ts as a child that stops when we do, even by kill -9: it holds the other end of our IPC channel
 * (server/parent.ts). It has a process group of its own, so that Ctrl-C in a terminal reaches it through us only.
 */
export function spawnServer(args, env) {
  return spawn(node(), [join(root, "server", "main.ts"), ...args], {
    cwd: root,
    env: environment(env),
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    detached: true,
  });
}

/** Calls `stop(signal)` when we are asked to end, or when npm, which started us, is gone. */
export function whenAskedToStop(stop) {
  let last = Number.NEGATIVE_INFINITY;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to us and to npm, which passes it on: one wish, not two.
      if (performance.now() - last < 1000) return;
      last = performance.now();
      stop(signal);
    });
  }
  if (process.env.npm_lifecycle_event === undefined) return;
  const started = ancestors();
  setInterval(() => {
    if (ancestors() !== started) stop("SIGTERM");
  }, 1000).unref();
}

/** Our parent and, where the system tells, its parent: npm starts us directly or through a shell. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(process.ppid);
  }
}
