/** How much memory a server holds, garbage aside: asked for by Node's inspector, so that the server needs nothing for it. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";
import type { TestServer } from "./server.ts";

/** A setting of the server that is to be asked. */
export const inspectable = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };

/** Bytes. `held`: what JavaScript holds, buffers included; `resident`: what the system gave the process. */
export type Memory = { readonly held: number; readonly resident: number };

const memorySchema = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });
const answerSchema = z.object({
  id: z.number(),
  result: z.object({ result: z.optional(z.object({ value: z.optional(z.string()) })) }),
});

/** After a full collection. The server was started with `inspectable`. */
export async function memoryOf(server: Pick<TestServer, "output">): Promise<Memory> {
  const address = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(server.output())?.[0];
  if (address === undefined) throw new Error("The server has no inspector.");
  const socket = new WebSocket(address);
  await once(socket, "open");
  try {
    await ask(socket, 1, "HeapProfiler.collectGarbage", {});
    const expression = "JSON.stringify(process.memoryUsage())";
    const value = await ask(socket, 2, "Runtime.evaluate", { expression });
    const { heapUsed, external, rss } = memorySchema.parse(JSON.parse(value ?? ""));
    return { held: heapUsed + external, resident: rss };
  } finally {
    socket.terminate();
  }
}

async function ask(socket: WebSocket, id: number, method: string, params: object): Promise<string | undefined> {
  socket.send(JSON.stringify({ id, method, params }));
  for (;;) {
    const [data] = await once(socket, "message");
    const answer = answerSchema.safeParse(JSON.parse(String(data)));
    if (answer.success && answer.data.id === id) return answer.data.result.result?.value;
  }
}
