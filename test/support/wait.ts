import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when the fact holds; after `withinMs` throws what the fact was to be. */
export async function until(fact: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`After ${withinMs} ms still not: ${fact}`);
    await sleep(20);
  }
}
