import "./issue-texts.ts";
import { expect, test } from "vitest";
import { decode } from "#contract/envelope.ts";
import { restRoutes } from "#contract/rest.ts";

test("section 8: the issues of a refused payload say in words what is wrong", () => {
  expect(
    decode({ action: "deleteMessage", requestId: "r1", roomId: "engineering", payload: { seq: "1" } }),
  ).toMatchObject({ error: { issues: [{ path: "seq", message: "Invalid input: expected number, received string" }] } });
});

test("section 11: so do those of a refused REST body", () => {
  const parsed = restRoutes["rooms.create"].body.safeParse({ kind: "secret", topic: "x".repeat(301) });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
    "Too big: expected string to have <=300 characters",
    'Invalid option: expected one of "public"|"private"|"direct"',
  ]);
});
