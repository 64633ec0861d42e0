import type { RoomState } from "#client/public.ts";

export type Sections = { readonly rooms: readonly RoomState[]; readonly direct: readonly RoomState[] };

/**
 * Rooms by name; direct messages by age, the newest conversation first (ids are made of their time). Neither order
 * changes when a message comes, so that nothing moves away under a finger. Archived rooms show only while unread.
 */
export function sections(all: Iterable<RoomState>): Sections {
  const shown = [...all].filter((state) => !state.room.archivedAt || state.unread > 0);
  const rooms = shown.filter((state) => state.room.kind !== "direct");
  const direct = shown.filter((state) => state.room.kind === "direct");
  rooms.sort((a, b) => a.room.name.localeCompare(b.room.name) || byAge(a, b));
  direct.sort((a, b) => -byAge(a, b));
  return { rooms, direct };
}

const byAge = (a: RoomState, b: RoomState): number => (a.room.roomId < b.room.roomId ? -1 : 1);
