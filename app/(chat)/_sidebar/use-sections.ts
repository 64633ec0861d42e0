"use client";
import { useClient } from "#app/_gateway/hooks.ts";
import { type Sections, sections } from "#app/_gateway/room-order.ts";
import { sameItems, useSelected } from "#app/_gateway/store.ts";
import { useHeld } from "./use-held.ts";

export type SectionIds = Readonly<Record<keyof Sections, readonly string[]>>;
const names = ["unread", "favourites", "rooms", "direct", "archived"] as const satisfies readonly (keyof Sections)[];

/** The ids of the rooms, section by section; the room that is open keeps the place at which it was opened. */
export function useSections(): SectionIds {
  const held = useHeld();
  return useSelected(
    useClient().rooms,
    (all) => {
      const found = sections(all.values(), held);
      const ids = (name: keyof Sections) => found[name].map(({ room }) => room.roomId);
      return {
        unread: ids("unread"),
        favourites: ids("favourites"),
        rooms: ids("rooms"),
        direct: ids("direct"),
        archived: ids("archived"),
      };
    },
    (a, b) => names.every((name) => sameItems(a[name], b[name])),
  );
}
