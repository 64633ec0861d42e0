import { describe, expect, test } from "vitest";
import { directionOf, formatLocale, isLocale, pickLocale, wantedTags } from "./locales.ts";

describe("the language of the screens", () => {
  test("is the one that was chosen, whatever the browser asks for", () => {
    expect(pickLocale("de", ["en-GB", "en"])).toBe("de");
    expect(pickLocale("ar-XB", ["de"])).toBe("ar-XB");
  });

  test("is else the most wanted one that there is, in whatever region", () => {
    expect(pickLocale(undefined, wantedTags("fr-FR, fr;q=0.9, de-AT;q=0.8, en;q=0.7"))).toBe("de");
    expect(pickLocale(undefined, wantedTags("en;q=0.5, de;q=0.9"))).toBe("de");
  });

  test.each(["", "fr", "*", ";q=1,,", "de;q=0", "x".repeat(10_000)])("is English where %s is asked for", (header) => {
    expect(pickLocale(undefined, wantedTags(header))).toBe("en");
  });

  test("a cookie that names none is no choice", () => {
    expect(isLocale("toString")).toBe(false);
    expect(pickLocale("xx", ["de"])).toBe("de");
  });
});

describe("dates and numbers", () => {
  test("are written as the reader's region writes the chosen language", () => {
    expect(formatLocale("en", ["de-DE", "en-GB", "en"])).toBe("en-GB");
    expect(formatLocale("de", ["de-AT"])).toBe("de-AT");
    expect(formatLocale("de", ["en-GB"])).toBe("de");
    expect(formatLocale("ar-XB", ["ar-EG", "en-US"])).toBe("en-US");
  });
});

test("what is read from the right begins there", () => {
  expect(["en", "de", "ar-XB", "he", "fa-IR", "arn"].map(directionOf)).toEqual([
    "ltr",
    "ltr",
    "rtl",
    "rtl",
    "rtl",
    "ltr",
  ]);
});
