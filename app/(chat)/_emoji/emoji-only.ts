/** One to three emoji and nothing else but spaces between them: said with a face, and shown larger. */
export function isEmojiOnly(text: string): boolean {
  // The longest emoji, a family with its tones, has 25 code units or so.
  if (text.length > 100 || !pictogram.test(text)) return false;
  const bare = text.replaceAll(/\s+/g, "");
  const segments = [...segmenter.segment(bare)];
  return (
    segments.length <= 3 && segments.every(({ segment }) => pictogram.test(segment) && !/^[\d#*©®™]/.test(segment))
  );
}

const pictogram = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
