import { expect, test } from "vitest";
import type { MyRoom } from "#contract/entities.ts";
import { sameHeader } from "./same-header.ts";

const room: MyRoom = {
  roomId: "00000000-0000-7000-8000-000000000001",
  slug: "r",
  name: "R",
  topic: "",
  kind: "public",
  history: "all",
  head: 5,
  changedSeq: 1,
  lastReadSeq: 3,
  unread: 2,
};

test("a message, or reading one, leaves a room's header as it was", () => {
  expect(sameHeader(room, { ...room, head: 6, lastReadSeq: 6, unread: 0, mentions: 1 })).toBe(true);
});

test("a new name or topic, and being archived, make it another", () => {
  for (const change of [{ name: "S" }, { topic: "New" }, { archivedAt: "2026-01-01T00:00:00.000Z" }])
    expect(sameHeader(room, { ...room, ...change })).toBe(false);
  expect(sameHeader({ ...room, archivedAt: "2026-01-01T00:00:00.000Z" }, room)).toBe(false);
  expect(sameHeader(room, undefined)).toBe(false);
});
