/** How much memory a server holds, garbage aside. */
import { z } from "zod";
import { openInspector } from "./inspector.ts";
import type { TestServer } from "./server.ts";

/** Bytes. `held`: what JavaScript holds, buffers included; `resident`: what the system gave the process. */
export type Memory = { readonly held: number; readonly resident: number };

const memorySchema = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });

/** After a full collection. The server was started with `inspectable`. */
export async function memoryOf(server: Pick<TestServer, "output">): Promise<Memory> {
  const inspector = await openInspector(server);
  try {
    await inspector.collectGarbage();
    const value = await inspector.evaluate("JSON.stringify(process.memoryUsage())");
    const { heapUsed, external, rss } = memorySchema.parse(JSON.parse(value));
    return { held: heapUsed + external, resident: rss };
  } finally {
    inspector.leave();
  }
}
