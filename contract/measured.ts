/** How a node is doing, as an owner who watches is told once a second (`server.measured`). */
import * as z from "zod/mini";
import { timestampSchema } from "./entities.ts";

const count = z.number();
const counts = z.record(z.string(), count);

/** Milliseconds. */
const quantilesSchema = z.object({ count, p50: z.number(), p95: z.number(), p99: z.number() });
export type Quantiles = z.infer<typeof quantilesSchema>;

export const measuredSchema = z.object({
  node: z.string(),
  at: timestampSchema,
  uptimeSeconds: z.number(),
  /** Open ones, by transport. */
  connections: counts,
  /** Of these, those that read too slowly to be queued for. */
  slowConsumers: count,
  /** Bytes queued for all of them. */
  queuedBytes: count,
  /** How long the counting below took; 0 where nobody watched before, so that nothing was counted. */
  seconds: z.number(),
  /** In these seconds. Disconnects by close code, `left` or `lost`; commands by `ok` or the error's code. */
  connects: count,
  disconnects: counts,
  commands: counts,
  messages: count,
  /** Changes of rooms, each times the connections that it was handed to. */
  deliveries: count,
  /** From reading a command to handing its change to the last connection, in these and in the last ten seconds; null where none was. */
  sendToDeliver: z.nullable(quantilesSchema),
  sendToDeliver10: z.nullable(quantilesSchema),
  /** How late the event loop came to a timer, milliseconds; null where it was not asked yet. */
  eventLoopLag: z.nullable(z.object({ p50: z.number(), max: z.number() })),
  database: z.object({ open: count, idle: count, waiting: count, most: count }),
  /** Messages that wait for their commit. */
  waitingMessages: count,
  /** Deliveries to services outside that ran out of tries; null until it was counted. */
  deadLetters: z.nullable(count),
});
export type Measured = z.infer<typeof measuredSchema>;

/** How long a node goes on telling after `watchServer`, milliseconds: ask again before. */
export const watchMs = 60_000;
export const watchedSchema = z.object({
  /** For how long the connection is told from now on, milliseconds; 0 by POST without a connection. */
  leaseMs: z.number(),
  measured: measuredSchema,
});
