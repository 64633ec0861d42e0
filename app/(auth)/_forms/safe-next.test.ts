import { expect, test } from "vitest";
import { safeNext } from "./safe-next.ts";

test("after signing in one goes on where one wanted to, on this server", () => {
  expect(safeNext("/r/engineering?x=1")).toBe("/r/engineering?x=1");
});

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "/a\\b", "/\n/evil.example", "", undefined])(
  "%j leads nowhere but home",
  (next) => expect(safeNext(next)).toBe("/"),
);
