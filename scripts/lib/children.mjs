import { spawn } from "node:child_process";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const running = new Set();

/**
 * Starts a program that ends with us: a signal that ends us ends it first. Resolves to its exit code (1 where a signal
 * ended it), rejects where it could not be started. `started(child)` gets hold of its output.
 */
export function spawned(command, args, options, started = () => {}) {
  const child = spawn(command, args, options);
  if (running.size === 0) for (const signal of signals) process.on(signal, endAll);
  running.add(child);
  started(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  }).finally(() => {
    running.delete(child);
    if (running.size === 0) for (const signal of signals) process.off(signal, endAll);
  });
}

function endAll(signal) {
  for (const child of running) child.kill(signal);
  process.exit(1);
}
