"use client";
import { useClient } from "./hooks.ts";
import { useSelected, useStore } from "./store.ts";

/** Whether the list of rooms has been told: there are some, or it was loaded and there are none. */
export function useRoomsKnown(): boolean {
  const client = useClient();
  const some = useSelected(client.rooms, (rooms) => rooms.size > 0);
  return useStore(client.roomsKnown) || some;
}
