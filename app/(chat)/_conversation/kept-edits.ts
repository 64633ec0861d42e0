/** What was typed into edits that are not saved yet, by person, room and message; it survives another room, reloads and crashes. */
import { z } from "zod/mini";
import { isEdit, keyOfRoom } from "./edits.ts";

/** Of more than this the oldest are forgotten: nobody comes back to them. */
const maxKept = 50;

const editSchema = z.object({
  text: z.string(),
  /** The message as it was when the edit began. */
  base: z.string(),
  /** Of the last keystroke, epoch milliseconds. */
  at: z.number(),
});
export type KeptEdit = z.infer<typeof editSchema>;

/** Where the browser keeps nothing: as long as the page. */
const here = new Map<string, KeptEdit>();

const keyOf = (userId: string, roomId: string, seq: number) => `${keyOfRoom(userId, roomId)}${seq}`;

export function keptEdit(userId: string, roomId: string, seq: number): KeptEdit | null {
  const key = keyOf(userId, roomId, seq);
  return here.get(key) ?? read(key);
}

export function keepEdit(userId: string, roomId: string, seq: number, edit: Omit<KeptEdit, "at">): void {
  const key = keyOf(userId, roomId, seq);
  const kept = { ...edit, at: Date.now() };
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    here.delete(key);
    forgetOldest();
  } catch {
    here.set(key, kept);
  }
}

export function dropEdit(userId: string, roomId: string, seq: number): void {
  const key = keyOf(userId, roomId, seq);
  here.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Forbidden: then nothing is there.
  }
}

function read(key: string): KeptEdit | null {
  try {
    return editSchema.parse(JSON.parse(localStorage.getItem(key) ?? ""));
  } catch {
    return null;
  }
}

function forgetOldest(): void {
  const keys = Object.keys(localStorage).filter(isEdit);
  if (keys.length <= maxKept) return;
  const aged = keys.map((key) => ({ key, at: read(key)?.at ?? 0 })).sort((a, b) => a.at - b.at);
  for (const { key } of aged.slice(0, keys.length - maxKept)) localStorage.removeItem(key);
}
