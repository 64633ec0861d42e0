/** Section 9: a frame is at most 64 KiB, but `sync`, whose cursors may be many, 1 MiB. */
import { z } from "zod";
import type { Limits } from "#contract/limits.ts";

const syncSchema = z.object({ action: z.literal("sync") });

/** Whether a frame of `bytes` may come in; `parse` is only called for one above the smaller limit. */
export function fits(bytes: number, limits: Limits, parse: () => unknown): boolean {
  if (bytes <= limits.frameBytes) return true;
  return bytes <= limits.syncFrameBytes && syncSchema.safeParse(parse()).success;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
