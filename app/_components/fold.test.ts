import { expect, test } from "vitest";
import { fold } from "./fold.ts";

test("names are found without case and accents, whichever way these are written", () => {
  expect(fold("Zoë Ångström")).toBe("zoe angstrom");
  expect(fold("Zoe\u0308")).toBe(fold("ZOË"));
  expect(fold("日本")).toBe("日本");
});
