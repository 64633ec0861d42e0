/**
 * Whether a key is for the input method by which somebody writes Chinese, Japanese or Korean, and so nobody else's.
 * Safari tells of the Enter that takes a word only when the word is done, and then by this code alone.
 */
export const isComposing = (event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean =>
  event.isComposing || event.keyCode === 229;
