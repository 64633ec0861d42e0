import type { MyRoom } from "#contract/entities.ts";

/** These move with each message and each reading; who wants them takes them from the room's state. */
const moving: ReadonlySet<string> = new Set(["head", "lastReadSeq", "unread", "mentions"] satisfies (keyof MyRoom)[]);

/** Whether a room is still the same to whoever shows its name, topic and the like: not another one for each message. */
export function sameHeader(a: MyRoom | undefined, b: MyRoom | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const still = (room: MyRoom) => Object.entries(room).filter(([field]) => !moving.has(field));
  const others = new Map<string, unknown>(still(b));
  const mine = still(a);
  return mine.length === others.size && mine.every(([field, value]) => Object.is(value, others.get(field)));
}
