"use client";
import { useEffect } from "react";
import { useAddress } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";

/** Where no room comes, what waits for it begins this long after the start. */
const atLatestMs = 2_000;
/** A frame is drawn within this. */
const paintMs = 50;
/** In the page's timeline: what is asked for before it is the first load, whose size e2e/first-load.spec.ts bounds. */
const mark = "first-message";

/**
 * One reads first: only once the room of the address is painted does the page open its connection, whose library and
 * greeting would else stand in the way of the first message. What happened meanwhile is caught up.
 */
export function useFirstMessage(): void {
  const client = useClient();
  const { screen } = useAddress();
  const loaded = useSelected(client.rooms, (rooms) => [...rooms.values()].some((room) => room.loaded));
  const shown = loaded || screen !== "room";

  useEffect(() => {
    const connect = () => {
      performance.mark(mark);
      client.connect();
    };
    const timer = setTimeout(connect, shown ? paintMs : atLatestMs);
    return () => clearTimeout(timer);
  }, [client, shown]);
}
