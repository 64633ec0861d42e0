import type { RoomState } from "#client/public.ts";

export type Sections = {
  readonly rooms: readonly RoomState[];
  readonly direct: readonly RoomState[];
  readonly archived: readonly RoomState[];
};

/**
 * Rooms by name; direct messages by age, the newest conversation first (ids are made of their time). Neither order
 * changes when a message comes, so that nothing moves away under a finger. Archived rooms are apart once they are read.
 */
export function sections(all: Iterable<RoomState>): Sections {
  const shown: RoomState[] = [];
  const archived: RoomState[] = [];
  for (const state of all) (state.room.archivedAt && state.unread === 0 ? archived : shown).push(state);
  const rooms = shown.filter((state) => state.room.kind !== "direct");
  const direct = shown.filter((state) => state.room.kind === "direct");
  rooms.sort(byName);
  direct.sort((a, b) => -byAge(a, b));
  archived.sort(byName);
  return { rooms, direct, archived };
}

/** As the sidebar shows them, from the top. */
export function inOrder(all: Iterable<RoomState>): RoomState[] {
  const { rooms, direct } = sections(all);
  return [...rooms, ...direct];
}

const byName = (a: RoomState, b: RoomState): number => a.room.name.localeCompare(b.room.name) || byAge(a, b);

const byAge = (a: RoomState, b: RoomState): number => (a.room.roomId < b.room.roomId ? -1 : 1);
