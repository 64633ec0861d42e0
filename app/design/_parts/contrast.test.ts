import { expect, test } from "vitest";
import { contrast } from "./contrast.ts";

test("contrast is WCAG's: black on white is 21, a colour on itself 1, whichever comes first", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21, 5);
  expect(contrast([17, 119, 255], [17, 119, 255])).toBe(1);
});

test("the grey that just passes on white has 4.54", () => {
  expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
});
