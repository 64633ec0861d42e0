import { expect, test } from "vitest";
import { processorMs } from "#test/support/processor.ts";
import { shownLink } from "./shown-link.ts";

test("a link is shown as it was written where that is honest", () => {
  const as = { text: null, host: null };
  expect(shownLink("https://example.org/", "the docs")).toEqual(as);
  expect(shownLink("https://example.org", "https://example.org")).toEqual(as);
  expect(shownLink("http://www.example.org", "www.example.org")).toEqual(as);
  expect(shownLink("https://www.example.org/guide", "example.org")).toEqual(as);
  expect(shownLink("https://example.org/a", "version 1.2.3 of it")).toEqual(as);
});

test("words that name another place say where they really lead", () => {
  expect(shownLink("https://evil.example/x", "https://bank.example").host).toBe("evil.example");
  expect(shownLink("https://evil.example/x", "go to bank.example, please").host).toBe("evil.example");
  expect(shownLink("https://bank.example@evil.example/", "https://bank.example").host).toBe("evil.example");
  expect(shownLink("https://xn--bnk-8cd.example/", "bank.example").host).toBe("xn--bnk-8cd.example");
  expect(shownLink("mailto:eve@evil.example", "ann@bank.example").host).toBe("eve@evil.example");
  expect(shownLink("mailto:ann@bank.example", "ann@bank.example").host).toBeNull();
});

test("neither what nobody sees nor a mark behind it hides that words name another place", () => {
  for (const posing of [
    "bank\u200b.example",
    "bank.\u2060exam\u00adple",
    "\u202dbank.example\u202c",
    "bank\u3002example",
    "bank\uff0eexample",
    "\u201cbank.example\u201d",
    "bank.example\u2026",
    "<bank.example>",
  ])
    expect([posing, shownLink("https://evil.example/x", posing).host]).toEqual([posing, "evil.example"]);
  expect(shownLink("https://evil.example/x", "all of bank.example-like").host).toBeNull();
});

test("words of any length are looked through in no time", () => {
  const look = () => {
    for (const long of ["a".repeat(7_900), "a.".repeat(3_950), "a-".repeat(3_950)])
      expect(shownLink("https://evil.example/x", `${long} bank.example`).host).toBe("evil.example");
  };
  expect(processorMs(look)).toBeLessThan(2_000);
});

test("a long address is shown by its beginning and end", () => {
  const long = `https://www.example.org/${"path/".repeat(30)}the-end.html`;
  const { text } = shownLink(long, long);
  expect(text).toMatch(/^example\.org\/path.*….*end\.html$/);
  expect(text?.length).toBeLessThanOrEqual(56);
  const posing = `https://bank.example@evil.example/${"path/".repeat(30)}`;
  expect(shownLink(posing, posing).text).toBeNull();
});
