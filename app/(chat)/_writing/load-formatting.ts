export type Formatting = typeof import("./formatting.ts");

/** Null until it was loaded: what marks a text is not needed to begin one. */
let known: Formatting | null = null;

export const formatting = (): Formatting | null => known;

/** Rejects where the server is away; the next wish tries again. */
export async function loadFormatting(): Promise<Formatting> {
  known ??= await import("./formatting.ts");
  return known;
}
