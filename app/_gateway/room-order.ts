import type { RoomState } from "#client/public.ts";

export type Sections = {
  /** What asks to be read, before all else. */
  readonly unread: readonly RoomState[];
  readonly favourites: readonly RoomState[];
  readonly rooms: readonly RoomState[];
  readonly direct: readonly RoomState[];
  readonly archived: readonly RoomState[];
};

/** Whether a room asks to be read: a muted one does so for a mention only. */
export const isCalling = ({ unread, mentions, room }: RoomState): boolean =>
  room.preferences?.muted ? mentions > 0 : unread > 0;

/** Whether the unread count is for oneself: a mention, or a direct message. */
export const isLoud = ({ unread, mentions, room }: RoomState): boolean =>
  mentions > 0 || (room.kind === "direct" && unread > 0 && !room.preferences?.muted);

/** How much a room asks to be read: not at all, by a message, by one for oneself. */
export type Call = "none" | "quiet" | "loud";

export const callOf = (state: RoomState): Call => (!isCalling(state) ? "none" : isLoud(state) ? "loud" : "quiet");

/** The room that one looks at, and how it called when one came. */
export type Held = { readonly roomId: string; readonly call: Call };

/**
 * Rooms by name; direct messages by age, the newest conversation first (ids are made of their time): a message changes
 * neither order. What is unread comes first, what is for oneself before the rest. The room that one looks at (`held`)
 * stays where it was, so that reading it, or a message that comes while one looks, does not move it under a finger.
 */
export function sections(all: Iterable<RoomState>, held: Held | null = null): Sections {
  const call = (state: RoomState): Call => (state.room.roomId === held?.roomId ? held.call : callOf(state));
  const found: Record<keyof Sections, RoomState[]> = {
    unread: [],
    favourites: [],
    rooms: [],
    direct: [],
    archived: [],
  };
  for (const state of all) found[sectionOf(state, call(state))].push(state);
  found.unread.sort((a, b) => Number(call(b) === "loud") - Number(call(a) === "loud") || byKind(a, b));
  for (const section of [found.favourites, found.rooms, found.direct, found.archived]) section.sort(byKind);
  return found;
}

function sectionOf({ room }: RoomState, call: Call): keyof Sections {
  if (call !== "none") return "unread";
  if (room.archivedAt) return "archived";
  if (room.preferences?.favourite) return "favourites";
  return room.kind === "direct" ? "direct" : "rooms";
}

/** As the sidebar shows them, from the top. */
export function inOrder(all: Iterable<RoomState>, held: Held | null = null): RoomState[] {
  const { unread, favourites, rooms, direct } = sections(all, held);
  return [...unread, ...favourites, ...rooms, ...direct];
}

const byName = (a: RoomState, b: RoomState): number => a.room.name.localeCompare(b.room.name) || byAge(a, b);

const byAge = (a: RoomState, b: RoomState): number => (a.room.roomId < b.room.roomId ? -1 : 1);

/** Rooms by name, then people, the newest conversation first. */
function byKind(a: RoomState, b: RoomState): number {
  const direct = Number(a.room.kind === "direct") - Number(b.room.kind === "direct");
  return direct || (a.room.kind === "direct" ? -byAge(a, b) : byName(a, b));
}
