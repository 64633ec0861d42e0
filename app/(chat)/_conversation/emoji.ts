/** What fits most of what is said; the input takes any other. */
export const commonEmoji = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀", "✅", "🚀"] as const;

/** Exactly one pictogram, sequences, skin tones and flags included. */
export function isOneEmoji(text: string): boolean {
  const segments = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)];
  return segments.length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u.test(text);
}
