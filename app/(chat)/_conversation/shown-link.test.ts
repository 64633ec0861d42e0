import { expect, test } from "vitest";
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

test("a long address is shown by its beginning and end", () => {
  const long = `https://www.example.org/${"path/".repeat(30)}the-end.html`;
  const { text } = shownLink(long, long);
  expect(text).toMatch(/^example\.org\/path.*….*end\.html$/);
  expect(text?.length).toBeLessThanOrEqual(56);
  const posing = `https://bank.example@evil.example/${"path/".repeat(30)}`;
  expect(shownLink(posing, posing).text).toBeNull();
});
