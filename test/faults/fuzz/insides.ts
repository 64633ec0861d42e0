/** What only the server's process knows about itself, asked through Node's inspector. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";
import type { TestServer } from "#test/support/server.ts";

/** To be given to the server's process: an inspector on a free port of the loopback address. */
export const inspected = { NODE_OPTIONS: "--inspect=127.0.0.1:0" } as const;

export type Insides = {
  /** Bytes in use after garbage was collected: the heap, and what it holds outside of it. */
  readonly bytes: number;
  /** Sockets, pipes and timers that keep the process going, by kind. */
  readonly resources: Readonly<Record<string, number>>;
};

const answerSchema = z.object({
  id: z.number(),
  result: z.object({ result: z.object({ value: z.string() }).optional() }),
});
const insidesSchema = z.object({ bytes: z.number(), resources: z.record(z.string(), z.number()) });

const look = `JSON.stringify({
  bytes: process.memoryUsage().heapUsed + process.memoryUsage().external,
  resources: process.getActiveResourcesInfo().reduce((all, kind) => ({ ...all, [kind]: (all[kind] ?? 0) + 1 }), {}),
})`;

/** Each look collects garbage first. */
export async function inspect(server: TestServer): Promise<{ look(): Promise<Insides>; leave(): void }> {
  const [address] = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(server.output()) ?? [];
  if (!address) throw new Error("The server has no inspector.");
  const socket = new WebSocket(address);
  await once(socket, "open");
  let asked = 0;
  const ask = async (method: string, params: object = {}): Promise<string> => {
    const id = ++asked;
    socket.send(JSON.stringify({ id, method, params }));
    for (;;) {
      const [data] = await once(socket, "message");
      const answer = answerSchema.safeParse(JSON.parse(String(data)));
      if (answer.success && answer.data.id === id) return answer.data.result.result?.value ?? "";
    }
  };
  return {
    async look() {
      // What the first one finalizes, the second one frees.
      await ask("HeapProfiler.collectGarbage");
      await ask("HeapProfiler.collectGarbage");
      return insidesSchema.parse(JSON.parse(await ask("Runtime.evaluate", { expression: look })));
    },
    leave: () => socket.terminate(),
  };
}
