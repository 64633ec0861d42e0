import { expect, test } from "vitest";
import type { RoomState } from "#client/public.ts";
import { sections } from "./room-order.ts";

const ids = "0193f2a0-0000-7000-8000-00000000000";

function state(
  n: number,
  name: string,
  more: { archived?: boolean; unread?: number; direct?: boolean } = {},
): RoomState {
  return {
    room: {
      roomId: `${ids}${n}`,
      slug: name.toLowerCase(),
      name,
      topic: "",
      kind: more.direct ? "direct" : "public",
      history: "all",
      changedSeq: 1,
      head: 1,
      ...(more.archived && { archivedAt: "2026-11-21T13:00:00.000Z" }),
    },
    cursor: 1,
    messages: [],
    loaded: false,
    hasBefore: true,
    excerpt: null,
    members: null,
    lastReadSeq: 1,
    unread: more.unread ?? 0,
    mentions: 0,
  };
}

test("rooms go by name, direct messages by age, and an archived room stands apart once it is read", () => {
  const found = sections([
    state(1, "Zebra"),
    state(2, "Old", { archived: true }),
    state(3, "Ada", { direct: true }),
    state(4, "Bo", { direct: true }),
    state(5, "Attic", { archived: true }),
    state(6, "Closing", { archived: true, unread: 2 }),
  ]);
  const names = (states: readonly RoomState[]) => states.map(({ room }) => room.name);
  expect(names(found.rooms)).toEqual(["Closing", "Zebra"]);
  expect(names(found.direct)).toEqual(["Bo", "Ada"]);
  expect(names(found.archived)).toEqual(["Attic", "Old"]);
});
