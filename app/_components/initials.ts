/** First letters of the first and the last word, whole characters even where they are several code units. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

/** One of eight colours, always the same for the same id (FNV-1a). */
export function tone(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  // The low bits alone differ too little between ids that were made together.
  return ((hash ^ (hash >>> 15)) >>> 0) % 8;
}
