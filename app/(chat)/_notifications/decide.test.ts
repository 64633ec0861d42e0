import { expect, test } from "vitest";
import type { Preferences } from "#contract/entities.ts";
import { decide, type Facts } from "./decide.ts";

const preferences: Preferences = { notify: "all", muted: false, favourite: false };
const base: Facts = {
  message: { authorId: "bo", seq: 7, mentions: [] },
  me: "anna",
  preferences,
  lastReadSeq: 6,
  presence: "online",
  looking: false,
  choices: { desktop: true, sound: true },
};
const mention = { ...base.message, mentions: ["anna"] };

test.each([
  ["every message is told where one wants every message", {}, "both"],
  [
    "a message that mentions nobody is not told where one wants mentions",
    { preferences: { ...preferences, notify: "mentions" } },
    "none",
  ],
  ["one's own name is", { message: mention, preferences: { ...preferences, notify: "mentions" } }, "both"],
  [
    "somebody else's name is not",
    { message: { ...mention, mentions: ["cy"] }, preferences: { ...preferences, notify: "mentions" } },
    "none",
  ],
  [
    "nothing means nothing, be it a mention",
    { message: mention, preferences: { ...preferences, notify: "nothing" } },
    "none",
  ],
  [
    "a muted room calls nobody, be it a mention",
    { message: mention, preferences: { ...preferences, muted: true } },
    "none",
  ],
  ["what I write myself is no news to me", { message: { ...base.message, authorId: "anna" } }, "none"],
  ["what is read already, on whatever device, is not told", { lastReadSeq: 7 }, "none"],
  [
    "what was deleted meanwhile is not told",
    { message: { ...base.message, deletedAt: "2026-01-01T00:00:00Z" } },
    "none",
  ],
  ["who looks at the room sees it come", { looking: true }, "none"],
  ["who does not want to be disturbed is not", { message: mention, presence: "dnd" }, "none"],
  ["who is away is told", { presence: "away" }, "both"],
  ["who is told without a sound reads it only", { choices: { desktop: true, sound: false } }, "desktop"],
  ["who wants no notifications hears it only", { choices: { desktop: false, sound: true } }, "sound"],
  ["who wants neither has neither", { choices: { desktop: false, sound: false } }, "none"],
] as const satisfies readonly (readonly [string, Partial<Facts>, ReturnType<typeof decide>])[])(
  "%s",
  (_, facts, decision) => {
    expect(decide({ ...base, ...facts })).toBe(decision);
  },
);
