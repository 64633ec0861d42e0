const allowed = new Set(["http:", "https:", "mailto:"]);

/** An absolute address of a kind that is safe to follow, else null: no scripts, no data, no paths into this very app. */
export function safeUrl(url: string): string | null {
  try {
    return allowed.has(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}
