import { expect, test } from "vitest";
import { isTooDeep } from "./too-deep.ts";

test.each([
  ["quotes", ">".repeat(8000)],
  ["quotes with spaces", `a\n${"> ".repeat(4000)}x`],
  ["lists", `${"- ".repeat(4000)}x`],
  ["numbered lists", `${"1. ".repeat(2600)}x`],
  ["both", `${"> * 1) ".repeat(1000)}x`],
  ["emphasis", `${"*".repeat(3999)}a${"*".repeat(3999)}`],
])("%s inside each other without end are too deep", (_, text) => expect(isTooDeep(text)).toBe(true));

test.each([
  ["a quote of a quote", ">> said he\n> said she"],
  ["nested lists", Array.from({ length: 20 }, (_, n) => `${" ".repeat(2 * n)}- item`).join("\n")],
  ["many quoted lines", "> line\n".repeat(1000)],
  ["a rule", "-".repeat(80)],
  ["a rule of stars", "*".repeat(80)],
])("%s is not", (_, text) => expect(isTooDeep(text)).toBe(false));

test("the answer comes at once, whatever is asked", () => {
  const start = performance.now();
  for (const text of [`${">".repeat(14)}${" ".repeat(7900)}`, " ".repeat(8000), "1".repeat(8000), "*_".repeat(4000)])
    isTooDeep(text);
  expect(performance.now() - start).toBeLessThan(200);
});
