/** What only the server's process knows about itself. */
import { z } from "zod";
import { openInspector } from "#test/support/inspector.ts";
import type { TestServer } from "#test/support/server.ts";

export type Insides = {
  /** Bytes in use after garbage was collected: the heap, and what it holds outside of it. */
  readonly bytes: number;
  /** Sockets, pipes and timers that keep the process going, by kind. */
  readonly resources: Readonly<Record<string, number>>;
};

const insidesSchema = z.object({ bytes: z.number(), resources: z.record(z.string(), z.number()) });

const look = `JSON.stringify({
  bytes: process.memoryUsage().heapUsed + process.memoryUsage().external,
  resources: process.getActiveResourcesInfo().reduce((all, kind) => ({ ...all, [kind]: (all[kind] ?? 0) + 1 }), {}),
})`;

/** Each look collects garbage first. The server was started with `inspectable`. */
export async function inspect(server: TestServer): Promise<{ look(): Promise<Insides>; leave(): void }> {
  const inspector = await openInspector(server);
  return {
    async look() {
      await inspector.collectGarbage();
      return insidesSchema.parse(JSON.parse(await inspector.evaluate(look)));
    },
    leave: inspector.leave,
  };
}
