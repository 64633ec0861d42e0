/** Runs PostgreSQL under a small shell that outlives Node, to stop the database even after `kill -9`. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Account } from "./account.ts";
import { environment } from "./cluster.ts";

/**
 * The shell waits for PostgreSQL, and beside it for the end of the pipe that Node holds: nobody else has its other
 * end, so it ends with Node, however Node does. SIGINT is PostgreSQL's fast shutdown: clients cut, checkpoint, exit.
 */
const script = `
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
trap "" INT TERM HUP
{ cat <&3 >/dev/null; kill -INT $postgres; } 2>/dev/null &
exec 3<&-
wait $postgres
status=$?
kill $! 2>/dev/null
exit $status
`;

export type Watched = {
  /** Resolves when PostgreSQL has ended. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** Asks it to end; `ended` tells when it has. */
  stop(): void;
};

/** `folder` becomes the working directory, `log` is a file descriptor. Detached: a terminal's Ctrl-C is for Node alone. */
export function spawnWatched(
  command: readonly string[],
  options: { folder: string; account: Account; log: number },
): Watched {
  const child: ChildProcess = spawn("/bin/sh", ["-c", script, "sh", ...command], {
    ...options.account,
    cwd: options.folder,
    stdio: ["pipe", "ignore", options.log],
    env: environment,
    detached: true,
  });
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const settle = () => {
      over = true;
      resolve();
    };
    child.once("exit", settle);
    child.once("error", settle);
  });
  // The shell may be gone when the pipe is closed.
  child.stdin?.on("error", () => undefined);
  return { ended, hasEnded: () => over, stop: () => child.stdin?.end() };
}
