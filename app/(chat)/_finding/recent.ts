/** Where someone was last, in this browser: the paths of rooms, the latest first. */
const key = "parley:recent-rooms";
const kept = 50;

export function rememberRoom(path: string): void {
  try {
    localStorage.setItem(
      key,
      JSON.stringify([path, ...recentRooms().filter((other) => other !== path)].slice(0, kept)),
    );
  } catch {
    // Storage may be full or forbidden; then rooms go by name.
  }
}

export function recentRooms(): string[] {
  try {
    const paths: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
  } catch {
    return [];
  }
}
