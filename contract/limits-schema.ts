/** The limits in force, as `hello` tells them. */
import * as z from "zod/mini";
import type { Limits } from "./limits.ts";

export const limitsSchema: z.ZodMiniType<Limits> = z.object({
  frameBytes: z.number(),
  syncFrameBytes: z.number(),
  textLength: z.number(),
  commandsPerSecond: z.nullable(z.number()),
  commandsBurst: z.nullable(z.number()),
  messagesPerSecond: z.nullable(z.number()),
  messagesBurst: z.nullable(z.number()),
  connectionsPerUser: z.nullable(z.number()),
  newConnectionsPerSecond: z.nullable(z.number()),
  lagBytes: z.number(),
  maxBufferBytes: z.number(),
  maxLagMs: z.number(),
});
