import { describe, expect, test } from "vitest";
import { processorMs } from "#test/support/processor.ts";
import { isTooCostly } from "./too-costly.ts";

const limit = 8000;
const fill = (part: string) => part.repeat(Math.ceil(limit / part.length)).slice(0, limit);

describe("what nobody writes is shown as plain words", () => {
  test.each([
    ["quotes in quotes without end", ">".repeat(8000)],
    ["the same with spaces", `a\n${"> ".repeat(4000)}x`],
    ["lists in lists", `${"- ".repeat(4000)}x`],
    ["numbered lists", `${"1. ".repeat(2600)}x`],
    ["both", `${"> * 1) ".repeat(1000)}x`],
    ["emphasis", `${"*".repeat(3999)}a${"*".repeat(3999)}`],
    ["many emphases of bearable depth", fill(`${"*".repeat(198)}a `)],
    ["marks that open, and as many that close", fill("**a ").slice(0, 4000) + fill(" a**").slice(0, 4000)],
    ["marks of two kinds in turn", fill("*_")],
    ["fourteen lists on each line", fill(`${"- ".repeat(14)}x\n`)],
    ["fourteen lists on each line, all empty", fill(`${"- ".repeat(14)}\n`)],
    ["three quotes on each line", fill(">>>x\n\n")],
    ["a wide table of empty rows", `${"|a".repeat(60)}\n${"|-".repeat(60)}\n${"|\n".repeat(3500)}`],
    ["the same in a quote", `> ${"|a".repeat(60)}\n> ${"|-".repeat(60)}\n${"> |\n".repeat(1000)}`],
    ["thousands of headings", fill("a\n=\n")],
  ])("%s", (_, text) => expect(isTooCostly(text)).toBe(true));
});

describe("what people write is not", () => {
  test.each([
    ["a quote of a quote", ">> said he\n> said she"],
    ["nested lists", Array.from({ length: 20 }, (_, n) => `${" ".repeat(2 * n)}- item`).join("\n")],
    ["many quoted lines", "> line\n".repeat(1000)],
    ["a long thread, quoted three times over", fill(`>>> ${"words ".repeat(10)}\n`)],
    ["a long list", fill("- [ ] a thing to do, **soon**\n")],
    ["a rule", "-".repeat(80)],
    ["a rule of stars", "*".repeat(80)],
    ["a wide table", `${"| a ".repeat(20)}|\n${"| - ".repeat(20)}|\n${`${"| 1 ".repeat(20)}|\n`.repeat(80)}`],
    ["a log of short lines", fill("12:00 started\n")],
    ["code with many underscores", `\`\`\`\n${fill("const some_name = other_name * 2;\n").slice(0, 7000)}\n\`\`\``],
  ])("%s", (_, text) => expect(isTooCostly(text)).toBe(false));
});

test("the answer comes at once, whatever is asked", () => {
  const texts = [
    `${">".repeat(14)}${" ".repeat(7900)}`,
    " ".repeat(8000),
    "1".repeat(8000),
    "*_".repeat(4000),
    `|${" ".repeat(7900)}x`,
    fill("- \t"),
    fill("-|"),
  ];
  const ask = () => {
    for (const text of texts) isTooCostly(text);
  };
  expect(processorMs(ask)).toBeLessThan(2_000);
});
