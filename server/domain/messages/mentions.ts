const maxMentions = 50;

/** The people whom a text mentions as `<@userId>`: each once, in order, at most 50. */
export function mentionsOf(text: string): string[] {
  const found = new Set<string>();
  for (const [, id] of text.matchAll(/<@([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})>/gi)) {
    if (found.size === maxMentions) break;
    if (id) found.add(id.toLowerCase());
  }
  return [...found];
}
