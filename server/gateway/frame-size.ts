/** Section 9: a frame is at most 64 KiB, but `sync`, whose cursors may be many, 1 MiB. */
import { z } from "zod";
import type { Reply } from "#contract/envelope.ts";
import type { Limits } from "#contract/limits.ts";

/** What came in over a transport: its size in bytes, and the value in it, which a transport may have to parse. */
export type Incoming = { readonly bytes: number; readonly read: () => unknown };

const syncSchema = z.object({ action: z.literal("sync") });

export const isLarge = (bytes: number, limits: Limits): boolean => bytes > limits.frameBytes;

/** Whether what was read from a frame of `bytes` may have been as large. */
export const fits = (bytes: number, limits: Limits, value: unknown): boolean =>
  !isLarge(bytes, limits) || (bytes <= limits.syncFrameBytes && syncSchema.safeParse(value).success);

/** The answer that closes a socket, which could not send so much by mistake (1009); by POST it is a reply like any other. */
export const isTooLarge = (reply: Reply): boolean => !reply.ok && reply.error.code === "payloadTooLarge";

export const incoming = (raw: Buffer): Incoming => ({ bytes: raw.length, read: () => parsed(raw) });

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return undefined;
  }
}
