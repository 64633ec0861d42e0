import { expect, test } from "vitest";
import type { RoomState } from "#client/public.ts";
import { defaultPreferences } from "#contract/default-preferences.ts";
import type { Preferences } from "#contract/entities.ts";
import { inOrder, sections } from "./room-order.ts";

const ids = "0193f2a0-0000-7000-8000-00000000000";

function state(
  n: number,
  name: string,
  more: { archived?: boolean; unread?: number; mentions?: number; direct?: boolean } = {},
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
    mentions: more.mentions ?? 0,
  };
}

const names = (states: readonly RoomState[]) => states.map(({ room }) => room.name);
const wanted = (room: RoomState, preferences: Partial<Preferences>): RoomState => ({
  ...room,
  room: { ...room.room, preferences: { ...defaultPreferences(room.room.kind), ...preferences } },
});

test("rooms go by name, direct messages by age, and an archived room stands apart once it is read", () => {
  const found = sections([
    state(1, "Zebra"),
    state(2, "Old", { archived: true }),
    state(3, "Ada", { direct: true }),
    state(4, "Bo", { direct: true }),
    state(5, "Attic", { archived: true }),
    state(6, "Closing", { archived: true, unread: 2 }),
  ]);
  expect(names(found.unread)).toEqual(["Closing"]);
  expect(names(found.rooms)).toEqual(["Zebra"]);
  expect(names(found.direct)).toEqual(["Bo", "Ada"]);
  expect(names(found.archived)).toEqual(["Attic", "Old"]);
});

test("what is unread comes first, and what is for oneself before the rest", () => {
  const found = sections([
    state(1, "Apples", { unread: 3 }),
    state(2, "Zebra", { unread: 1, mentions: 1 }),
    state(3, "Ada", { direct: true, unread: 1 }),
    state(4, "Quiet"),
  ]);
  expect(names(found.unread)).toEqual(["Zebra", "Ada", "Apples"]);
  expect(names(found.rooms)).toEqual(["Quiet"]);
  expect(names(inOrder([state(4, "Quiet"), state(1, "Apples", { unread: 3 })]))).toEqual(["Apples", "Quiet"]);
});

test("a favourite stands above the others, and a muted room calls for a mention only", () => {
  const found = sections([
    wanted(state(1, "Harbour"), { favourite: true }),
    wanted(state(2, "Noise", { unread: 9 }), { muted: true }),
    wanted(state(3, "Called", { unread: 9, mentions: 1 }), { muted: true }),
  ]);
  expect(names(found.favourites)).toEqual(["Harbour"]);
  expect(names(found.rooms)).toEqual(["Noise"]);
  expect(names(found.unread)).toEqual(["Called"]);
});

test("the room one looks at stays where it was, read or not", () => {
  const read = state(1, "Apples");
  const unread = state(1, "Apples", { unread: 1 });
  expect(names(sections([read], { roomId: read.room.roomId, call: "quiet" }).unread)).toEqual(["Apples"]);
  expect(names(sections([unread], { roomId: unread.room.roomId, call: "none" }).rooms)).toEqual(["Apples"]);
});

test("a mention that one reads does not move its room among the unread ones, nor does one that comes meanwhile", () => {
  const apples = state(1, "Apples", { unread: 1 });
  const zebra = (more: { unread?: number; mentions?: number }) => state(2, "Zebra", more);
  const { roomId } = zebra({}).room;
  expect(names(sections([apples, zebra({})], { roomId, call: "loud" }).unread)).toEqual(["Zebra", "Apples"]);
  const called = zebra({ unread: 1, mentions: 1 });
  expect(names(sections([apples, called], { roomId, call: "quiet" }).unread)).toEqual(["Apples", "Zebra"]);
});

test("who goes from room to room by keys goes by the list as it stands: on from the room one looks at, though it is read", () => {
  const rooms = [state(1, "Apples"), state(2, "Bells", { unread: 1 }), state(3, "Zebra")];
  const zebra = { roomId: state(3, "Zebra").room.roomId, call: "quiet" } as const;
  expect(names(inOrder(rooms, zebra))).toEqual(["Bells", "Zebra", "Apples"]);
  expect(names(inOrder(rooms))).toEqual(["Bells", "Apples", "Zebra"]);
});
