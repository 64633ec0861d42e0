import { expect, test } from "vitest";
import { onTheWay, safeNext } from "./safe-next.ts";

test("after signing in one goes on where one wanted to, on this server", () => {
  expect(safeNext("/r/engineering?x=1")).toBe("/r/engineering?x=1");
});

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "/a\\b", "/\n/evil.example", "", undefined])(
  "%j leads nowhere but home",
  (next) => expect(safeNext(next)).toBe("/"),
);

test("who goes from one form to the other is led on to the same place", () => {
  expect(onTheWay("/sign-up", "/")).toBe("/sign-up");
  expect(onTheWay("/sign-up", "/r/lunch?a=b&c")).toBe("/sign-up?next=%2Fr%2Flunch%3Fa%3Db%26c");
});
