/** Where someone was last, in this browser. */
const key = "parley:last-room";

export function rememberRoom(path: string): void {
  try {
    localStorage.setItem(key, path);
  } catch {
    // Storage may be full or forbidden; then the first room it is.
  }
}

export function lastRoom(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
