import { expect, test } from "vitest";
import { initials, tone } from "./initials.ts";

test("initials are of the first and last word, whole characters at that", () => {
  expect(initials("ada lovelace")).toBe("AL");
  expect(initials("Maria del Carmen Ruiz")).toBe("MR");
  expect(initials("Ökonom")).toBe("Ö");
  expect(initials("🦊 fox")).toBe("🦊F");
  expect(initials("  ")).toBe("?");
});

test("a person's colour is always the same, and people differ", () => {
  const ids = Array.from({ length: 200 }, (_, i) => `0193aaaa-0000-7000-8000-${String(i).padStart(12, "0")}`);
  expect(new Set(ids.map(tone)).size).toBe(8);
  for (const id of ids) expect(tone(id)).toBe(tone(id));
});
