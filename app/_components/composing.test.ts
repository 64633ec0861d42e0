import { expect, test } from "vitest";
import { isComposing } from "./composing.ts";

test("a key that an input method takes is nobody else's, in Safari also the Enter by which it ends a word", () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
