/** Node's inspector: what a server's process knows of itself, without a route of the server's for it. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";
import type { TestServer } from "./server.ts";

/** A setting of the server that is to be asked: an inspector on a free port of the loopback address. */
export const inspectable = { NODE_OPTIONS: "--inspect=127.0.0.1:0" } as const;

export type Inspector = {
  /** Resolves with the text that the expression is worth there; "" where it is none. */
  evaluate(expression: string): Promise<string>;
  collectGarbage(): Promise<void>;
  leave(): void;
};

const answerSchema = z.object({
  id: z.number(),
  result: z.object({ result: z.object({ value: z.string().optional() }).optional() }),
});

/** The server was started with `inspectable`. */
export async function openInspector(server: Pick<TestServer, "output">): Promise<Inspector> {
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
    evaluate: (expression) => ask("Runtime.evaluate", { expression }),
    async collectGarbage() {
      // What the first one finalizes, the second one frees.
      for (const _ of ["first", "second"]) await ask("HeapProfiler.collectGarbage");
    },
    leave: () => socket.terminate(),
  };
}
