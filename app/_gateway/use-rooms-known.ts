"use client";
import { useClient } from "./hooks.ts";
import { useSelected } from "./store.ts";

/** Whether the list of rooms has been told: there are some, or a connection stands and there are none. */
export function useRoomsKnown(): boolean {
  const client = useClient();
  const some = useSelected(client.rooms, (rooms) => rooms.size > 0);
  const connected = useSelected(client.connection, (view) => view.state === "live" || view.state === "fallback");
  return some || connected;
}
