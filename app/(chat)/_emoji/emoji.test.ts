import de from "emojibase-data/de/compact.json";
import en from "emojibase-data/en/compact.json";
import full from "emojibase-data/en/data.json";
import github from "emojibase-data/en/shortcodes/github.json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeBook } from "./book.ts";
import { isEmojiOnly } from "./emoji-only.ts";
import { finishedBefore, shortcodeBefore, withEmoji } from "./shortcodes.ts";
import { tooNew } from "./too-new.ts";

const english = makeBook(en, github);
const german = makeBook(de, github);
const found = (typed: string, book = english) => book.search(typed, 6).map(({ emoji }) => emoji);
const emojiOf = (name: string) => english.byShortcode.get(name)?.emoji;

describe("an emoji is found", () => {
  test("by its shortcode, as it is typed", () => {
    expect(found("tada")[0]).toBe("🎉");
    expect(found("tad")).toContain("🎉");
    expect(found("+1")[0]).toBe("👍");
  });
  test("by what it shows, in the reader's language, and by English shortcodes in any", () => {
    expect(found("rocket")[0]).toBe("🚀");
    expect(found("rakete", german)[0]).toBe("🚀");
    expect(found("tada", german)[0]).toBe("🎉");
    expect(found("lächelnd", german).length).toBeGreaterThan(0);
  });
  test("by itself, in any tone, and whether or not it asks to be a picture", () => {
    expect(english.entryOf("👋🏽")?.label).toBe("waving hand");
    expect(english.entryOf("❤")?.emoji).toBe("❤️");
  });
  test("by each of several words", () => expect(found("red heart")[0]).toBe("❤️"));
  test("not by nothing, nor by nonsense", () => {
    expect(found("")).toEqual([]);
    expect(found("xyzzyq")).toEqual([]);
  });
  test("only if the emoji font that comes with Parley has it", () => {
    const young = full.filter(({ version, group }) => version > 15 && group !== undefined && Number(group) !== 2);
    expect([...tooNew].sort()).toEqual(young.map(({ hexcode }) => hexcode).sort());
  });
});

describe("a shortcode", () => {
  test("is completed from its second letter on, where a word begins", () => {
    expect(shortcodeBefore("hi :ta", 6)).toEqual({ at: 3, query: "ta" });
    expect(shortcodeBefore(":+1", 3)).toEqual({ at: 0, query: "+1" });
    expect(shortcodeBefore("hi :t", 5)).toBeNull();
    expect(shortcodeBefore("12:30", 5)).toBeNull();
    expect(shortcodeBefore("`a :ta", 6)).not.toBeNull();
    expect(shortcodeBefore("```\n:tada", 9)).toBeNull();
  });
  test("is finished by its second colon", () => {
    expect(finishedBefore("so :tada:", 9)).toEqual({ at: 3, name: "tada" });
    expect(finishedBefore("so ::", 5)).toBeNull();
  });
  test("becomes its emoji, but neither in code nor where there is none of that name", () => {
    expect(withEmoji("done :tada: at 10:30:00 :nope:", emojiOf)).toBe("done 🎉 at 10:30:00 :nope:");
    expect(withEmoji("`:tada:` and :tada:", emojiOf)).toBe("`:tada:` and 🎉");
    expect(withEmoji("```\n:tada:\n```\n:tada:", emojiOf)).toBe("```\n:tada:\n```\n🎉");
    expect(withEmoji("```\n:tada:", emojiOf)).toBe("```\n:tada:");
  });
  test.each([
    ["(:tada:)", "(🎉)"],
    ["done!:tada::+1:", "done!🎉👍"],
    ["*:tada:* _:tada:_", "*🎉* _🎉_"],
    ["🎉:tada:", "🎉🎉"],
    ["太好了:tada:", "太好了🎉"],
    ["[docs](https://example.org/):tada:", "[docs](https://example.org/)🎉"],
  ])("stands beside signs, emoji, and words that have no spaces between them: %s", (written, sent) => {
    expect(withEmoji(written, emojiOf)).toBe(sent);
    expect(finishedBefore(":tada:", 6)).not.toBeNull();
  });
  test.each([
    "a[0:100:2]",
    "a[:100:2]",
    "urn:us:x",
    "00:de:ad:be:ef:us:17",
    "fe80::de:ad",
    "std::us::string",
    "für:us:x",
    "https://example.org/:us:/x",
    "www.example.org/?q=:us:",
    "parley://room/:us:",
  ])("is none within a word, a number or an address: %s", (written) => {
    expect(withEmoji(written, emojiOf)).toBe(written);
    for (let caret = 1; caret < written.length; caret += 1) {
      const typed = finishedBefore(written, caret);
      expect(typed && emojiOf(typed.name), written.slice(0, caret)).toBeFalsy();
    }
  });

  const names = fc.constantFrom("tada", "us", "de", "100", "+1", "heart");
  const word = fc.stringMatching(/^[a-zA-Z0-9äßéж]{1,8}$/);
  test("is none where a word goes on at either end, whatever the word", () => {
    fc.assert(
      fc.property(word, names, fc.constantFrom("", " "), (around, name, gap) => {
        for (const text of [`${around}:${name}:${gap}`, `${gap}:${name}:${around}`, `${around}:${name}:${around}`])
          expect(withEmoji(text, emojiOf)).toBe(text);
      }),
    );
  });
  test("in code, and in an address, stays as it was written, whatever else is there", () => {
    fc.assert(
      fc.property(names, fc.array(word, { maxLength: 4 }), (name, words) => {
        for (const kept of [`\`:${name}:\``, `\`\`\`\n:${name}:\n\`\`\``, `https://a.example/:${name}:`]) {
          const text = `${words.join(" ")}\n${kept}`;
          expect(withEmoji(`${text}\n:tada:`, emojiOf)).toBe(`${text}\n🎉`);
        }
      }),
    );
  });
  test("where nothing is an emoji's name, nothing is changed", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab :`~\n1/.") }), (text) => {
        expect(withEmoji(text, () => undefined)).toBe(text);
      }),
    );
  });
});

test("up to three emoji by themselves are shown larger", () => {
  for (const text of ["🎉", "👨‍👩‍👧 👍🏽", "🇩🇪🇫🇷🇬🇧", "❤️"]) expect(isEmojiOnly(text), text).toBe(true);
  for (const text of ["🎉🎉🎉🎉", "yes 🎉", "42", "", "©", "#"]) expect(isEmojiOnly(text), text).toBe(false);
});
