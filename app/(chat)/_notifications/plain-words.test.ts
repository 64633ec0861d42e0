import { expect, test } from "vitest";
import { plainWords } from "./plain-words.ts";

test.each([
  ["**Lunch** at _twelve_?", "Lunch at twelve?"],
  ["~~Monday~~ Tuesday", "Monday Tuesday"],
  ['see [the plan](https://example.org/plan "Plan")', "see the plan"],
  ["![a cat](https://example.org/cat.png)", "a cat"],
  ["# News\n\n> he said\n\n- one\n- [x] two", "News he said one two"],
  ["```ts\nconst a = 1;\n```", "const a = 1;"],
  ["run `npm start` now", "run npm start now"],
  ["snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"],
  ["\\*not bold\\*", "*not bold*"],
  ["two\nlines", "two lines"],
])("%j is told as %j", (text, words) => {
  expect(plainWords(text)).toBe(words);
});

test("a long message is cut between two letters", () => {
  const words = plainWords("🎉".repeat(500));
  expect([...words]).toHaveLength(200);
  expect(words.endsWith("🎉…")).toBe(true);
});
