import * as z from "zod/mini";
import type { Clock } from "./clock.ts";
import { type Way, ways } from "./connection-state.ts";

/** `localStorage`, or anything like it. */
export type KeyValueStorage = Pick<Storage, "getItem" | "setItem">;

export type NetworkMemory = { recall(): Way | null; remember(way: Way): void };

const noteSchema = z.object({ way: z.enum(ways), until: z.number() });

/** What worked on this network (FB-1): by origin and, where the browser tells, by the kind of network. */
export function networkMemory(
  storage: KeyValueStorage | undefined,
  origin: string,
  clock: Clock,
  rememberMs: number,
): NetworkMemory {
  const key = () => `parley.way ${origin} ${networkType()}`;
  return {
    recall() {
      try {
        const note = noteSchema.safeParse(JSON.parse(storage?.getItem(key()) ?? "null"));
        return note.success && note.data.until > clock.now() ? note.data.way : null;
      } catch {
        return null;
      }
    },
    remember(way) {
      try {
        storage?.setItem(key(), JSON.stringify({ way, until: clock.now() + rememberMs }));
      } catch {
        // A full or forbidden storage costs only the memory.
      }
    },
  };
}

const connectionSchema = z.object({ connection: z.object({ type: z.string() }) });
function networkType(): string {
  const told = typeof navigator === "undefined" ? null : connectionSchema.safeParse(navigator);
  return told?.success ? told.data.connection.type : "";
}
