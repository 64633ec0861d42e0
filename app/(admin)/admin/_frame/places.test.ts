import { expect, test } from "vitest";
import { placeAt, placesOf } from "./places.ts";

test("an address belongs to the place that it is in, and the overview to nobody else's", () => {
  const at = (path: string) => placeAt(path, placesOf("owner"))?.path;
  expect(at("/admin")).toBe("/admin");
  expect(at("/admin/bots")).toBe("/admin/bots");
  expect(at("/admin/bots/0190-1")).toBe("/admin/bots");
  expect(at("/admin/botsmen")).toBeUndefined();
});

test("admins have no way to what is the owner's", () => {
  expect(placesOf("admin").map(({ path }) => path)).not.toContain("/admin");
  expect(placesOf("admin").map(({ path }) => path)).not.toContain("/admin/connections");
});
