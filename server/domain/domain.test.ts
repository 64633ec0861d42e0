import { expect, test } from "vitest";
import { digest } from "./digest.ts";
import { newId } from "./ids.ts";
import { mentionsOf } from "./messages/mentions.ts";
import { slugify } from "./slug.ts";

test("ENV-5: a digest is of what is asked, not of how it is written", () => {
  const one = digest("sendMessage", "room", { text: "hi", threadSeq: undefined });
  expect(digest("sendMessage", "room", { text: "hi" })).toEqual(one);
  expect(digest("editMessage", "r", { seq: 1, text: "x" })).toEqual(digest("editMessage", "r", { text: "x", seq: 1 }));
  for (const other of [
    digest("sendMessage", "room", { text: "ho" }),
    digest("sendMessage", "rooms", { text: "hi" }),
    digest("editMessage", "room", { text: "hi" }),
  ])
    expect(other).not.toEqual(one);
});

test("mentions are distinct, in order, in lower case, and at most 50", () => {
  const [a, b] = [newId(), newId()];
  expect(mentionsOf(`<@${b.toUpperCase()}> and <@${a}>, <@${b}>! <@nobody> @${a}`)).toEqual([b, a]);
  expect(mentionsOf(Array.from({ length: 60 }, () => `<@${newId()}>`).join(" "))).toHaveLength(50);
});

test("ids are UUIDs of version 7 that sort by time", () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newId(1_000) < newId(2_000)).toBe(true);
});

test("a slug is made of what is left of a name", () => {
  expect(slugify("  Über Cool: Engineering & Ops! ")).toBe("uber-cool-engineering-ops");
  expect(slugify("会议")).toBe("");
  expect(slugify("x".repeat(80))).toHaveLength(50);
});
