import { describe, expect, test } from "vitest";
import { applied } from "./edit.ts";
import { type Format, format, pastedLink } from "./formatting.ts";
import { breakLine, inOpenFence } from "./line-break.ts";

/** `[` and `]` stand for the ends of the selection, `|` for the caret. */
function typed(shown: string) {
  const start = shown.search(/[[|]/);
  const text = shown.replaceAll(/[[\]|]/g, "");
  return { text, start, end: shown.includes("]") ? shown.indexOf("]") - 1 : start };
}
function result(name: Format, shown: string): string {
  const { text, start, end } = typed(shown);
  const edit = format(name, text, start, end);
  const [from, to] = edit.select;
  const next = applied(text, edit);
  return from === to
    ? `${next.slice(0, from)}|${next.slice(from)}`
    : `${next.slice(0, from)}[${next.slice(from, to)}]${next.slice(to)}`;
}

describe("a format", () => {
  test.each<[Format, string, string]>([
    ["bold", "so [very] much", "so **[very]** much"],
    ["bold", "so **[very]** much", "so [very] much"],
    ["bold", "so [**very**] much", "so [very] much"],
    ["italic", "[ spaced ]", " _[spaced]_ "],
    ["strike", "|", "~~|~~"],
    ["strike", "~~|~~", "|"],
    ["code", "[x]", "`[x]`"],
    ["code", "[a\nb]", "```\n[a\nb]\n```"],
    ["block", "see [x]", "see \n```\n[x]\n```"],
    ["quote", "a\nb|\nc", "a\n> b|\nc"],
    ["quote", "> b|", "b|"],
    ["bullets", "[a\nb]", "[- a\n- b]"],
    ["bullets", "[- a\n- b]", "[a\nb]"],
    ["numbers", "[a\nb]", "[1. a\n2. b]"],
  ])("%s makes of %j %j", (name, before, after) => expect(result(name, before)).toBe(after));

  test("link asks for what is missing", () => {
    expect(applied("see docs", format("link", "see docs", 4, 8))).toBe("see [docs](https://)");
    expect(format("link", "see docs", 4, 8).select).toEqual([19, 19]);
    expect(applied("https://a.b", format("link", "https://a.b", 0, 11))).toBe("[](https://a.b)");
  });
});

describe("an address pasted over words", () => {
  test("is their link", () => {
    const edit = pastedLink("read the docs", 9, 13, " https://example.org/a(b) ");
    expect(edit && applied("read the docs", edit)).toBe("read the [docs](<https://example.org/a(b)>)");
  });
  test.each(["javascript:alert(1)", "not an address", "https://", "https://a b"])("%s is just pasted", (pasted) =>
    expect(pastedLink("read the docs", 9, 13, pasted)).toBeNull(),
  );
  test("replaces an address, and nothing", () => {
    expect(pastedLink("https://a.b", 0, 11, "https://c.d")).toBeNull();
    expect(pastedLink("words", 2, 2, "https://c.d")).toBeNull();
  });
});

describe("a line break", () => {
  test.each([
    ["plain", "plain\n"],
    ["- one", "- one\n- "],
    ["9. one", "9. one\n10. "],
    ["  * one", "  * one\n  * "],
    ["- [x] done", "- [x] done\n- [ ] "],
    ["> said", "> said\n> "],
    ["- one\n- ", "- one\n"],
    ["3.14", "3.14\n"],
    ["```\n- code", "```\n- code\n"],
  ])("after %j makes %j", (text, next) => expect(applied(text, breakLine(text, text.length))).toBe(next));

  test("is what Enter means in an open code block", () => {
    expect(inOpenFence("```js\nlet a", 11)).toBe(true);
    expect(inOpenFence("```js\nlet a\n```", 15)).toBe(false);
    expect(inOpenFence("``` not ``` a fence", 19)).toBe(false);
    expect(inOpenFence("~~~\n```\n", 8)).toBe(true);
    expect(inOpenFence("plain `code`", 12)).toBe(false);
  });
});
