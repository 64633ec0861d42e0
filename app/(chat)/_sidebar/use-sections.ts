"use client";
import { useRef } from "react";
import { useAddress } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { type Sections, sections } from "#app/_gateway/room-order.ts";
import { sameItems, useSelected } from "#app/_gateway/store.ts";

export type SectionIds = Readonly<Record<keyof Sections, readonly string[]>>;
const names = ["unread", "favourites", "rooms", "direct", "archived"] as const satisfies readonly (keyof Sections)[];

/** The ids of the rooms, section by section; the room that is open keeps the section in which it was opened. */
export function useSections(): SectionIds {
  const address = useAddress();
  const ref = address.screen === "room" ? address.room : null;
  const opened = useRef<{ ref: string | null; unread: boolean } | null>(null);
  const last = useRef<ReadonlySet<string>>(new Set());

  return useSelected(
    useClient().rooms,
    (all) => {
      const here = ref === null ? undefined : (all.get(ref) ?? [...all.values()].find(({ room }) => room.slug === ref));
      if (here && opened.current?.ref !== ref)
        opened.current = {
          ref,
          unread: last.current.has(here.room.roomId) || (last.current.size === 0 && here.unread > 0),
        };
      const found = sections(all.values(), here?.room.roomId ?? null, opened.current?.unread ?? false);
      const ids = (name: keyof Sections) => found[name].map(({ room }) => room.roomId);
      last.current = new Set(ids("unread"));
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
