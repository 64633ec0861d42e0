import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Systems give out ports from 32,768 on by themselves (Linux): below it nobody takes the port of a server that was killed
 * before it is back. Each worker has a range of its own.
 */
const first = 20_000;
const perWorker = 3_000;
const ranges = 4;
/** Playwright's or Vitest's number of this worker. */
const worker = Number(process.env.TEST_PARALLEL_INDEX ?? process.env.VITEST_POOL_ID ?? 0) % ranges;
/** Other runs on this machine have other process ids, and begin elsewhere. */
let next = process.pid % perWorker;

/** A port of the loopback address that nothing listens on now. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < perWorker; tried += 1) {
    const port = first + worker * perWorker + next;
    next = (next + 1) % perWorker;
    if (await isFree(port)) return port;
  }
  throw new Error(`None of ${perWorker} ports is free.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
