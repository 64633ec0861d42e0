/** What a key was used for (ENV-5), as 32 bytes. */
import { createHash } from "node:crypto";

/** The same for the same action, room and payload, whatever the order of the payload's fields. */
export const digest = (action: string, roomId: string, payload: object): Uint8Array =>
  createHash("sha256")
    .update(canonical([action, roomId, payload]))
    .digest();

/** JSON with sorted keys; a field that is `undefined` is as one that is not there. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(byKey)) : part,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
