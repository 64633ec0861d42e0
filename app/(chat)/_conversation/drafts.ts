/** What was typed and not sent, by person and room, in this browser; it survives reloads and crashes. */
const keyOf = (userId: string, roomId: string) => `parley:draft:${userId}:${roomId}`;

export function readDraft(userId: string, roomId: string): string {
  try {
    return localStorage.getItem(keyOf(userId, roomId)) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(userId: string, roomId: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(keyOf(userId, roomId));
    else localStorage.setItem(keyOf(userId, roomId), text);
  } catch {
    // Full or forbidden: the draft then lives as long as the page.
  }
}
