import { expect, test } from "vitest";
import { restRoutes } from "#contract/rest.ts";
import { match } from "./match.ts";

const id = "0193a1b2-0000-7000-8000-000000000001";

test.each(Object.entries(restRoutes))("%s is found by its own path", (route, { method, path }) => {
  const concrete = path.replace(/\{(id|\w+Id)\}/g, id).replace(/\{\w+\}/g, "x");
  expect(match(method, concrete)).toMatchObject({ kind: "route", id: route });
});

test("parameters are decoded", () => {
  expect(match("GET", "/rooms/caf%C3%A9%2Fbar")).toEqual({
    kind: "route",
    id: "rooms.get",
    params: { room: "café/bar" },
  });
});

test("HEAD is answered by what answers GET", () => {
  expect(match("HEAD", "/me")).toMatchObject({ kind: "route", id: "me.get" });
});

test("a literal segment wins over a parameter", () => {
  expect(match("DELETE", "/me/sessions")).toMatchObject({ id: "sessions.deleteAll" });
});

test("another method of a known path says which there are", () => {
  expect(match("PUT", "/tokens")).toEqual({ kind: "method", allow: ["POST", "GET", "HEAD", "OPTIONS"] });
  expect(match("GET", "/tickets")).toEqual({ kind: "method", allow: ["POST", "OPTIONS"] });
});

test.each([
  "",
  "/",
  "/nothing",
  "/me/",
  "/rooms//members",
  "/rooms/%E0%A4%A",
  "/rooms/a%00b",
  `/rooms/${"x".repeat(101)}`,
  "/tokens/1",
  "/tokens/../me",
  `/users/${id}'`,
  "/__proto__",
])("%j is no address", (path) => {
  expect(match("GET", path)).toEqual({ kind: "unknown" });
});
