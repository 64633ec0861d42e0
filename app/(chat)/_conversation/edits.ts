/** Messages whose edits were begun and not finished, by person and room, in this browser. What was typed is in kept-edits.ts. */
const prefix = "parley:edit:";

/** All keys of a room begin so; its message's seq follows. */
export const keyOfRoom = (userId: string, roomId: string): string => `${prefix}${userId}:${roomId}:`;

export const isEdit = (key: string): boolean => key.startsWith(prefix);

/** The seq of the newest message of a room whose edit was begun; null where there is none. */
export function begunEdit(userId: string, roomId: string): number | null {
  const start = keyOfRoom(userId, roomId);
  try {
    const seqs = Object.keys(localStorage).flatMap((key) =>
      key.startsWith(start) ? Number(key.slice(start.length)) : [],
    );
    return seqs.length > 0 ? Math.max(...seqs) : null;
  } catch {
    return null;
  }
}
