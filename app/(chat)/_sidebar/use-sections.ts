"use client";
import { useState } from "react";
import { useAddress } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { callOf, type Held, type Sections, sections } from "#app/_gateway/room-order.ts";
import { sameItems, useSelected } from "#app/_gateway/store.ts";
import type { RoomState } from "#client/public.ts";

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

/** The room that is open, as it called when one came to it. */
function useHeld(): Held | null {
  const address = useAddress();
  const ref = address.screen === "room" ? address.room : null;
  const { rooms } = useClient();
  const roomId = useSelected(rooms, (all) => (ref === null ? null : (roomOf(all, ref)?.room.roomId ?? null)));
  const [held, setHeld] = useState<Held | null>(null);
  if (roomId === (held?.roomId ?? null)) return held;
  const state = roomId === null ? undefined : rooms.get().get(roomId);
  const next = state ? { roomId: state.room.roomId, call: callOf(state) } : null;
  setHeld(next);
  return next;
}

const roomOf = (all: ReadonlyMap<string, RoomState>, ref: string): RoomState | undefined =>
  all.get(ref) ?? [...all.values()].find(({ room }) => room.slug === ref);
