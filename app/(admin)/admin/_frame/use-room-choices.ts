"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useClient } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { sameItems, useSelected } from "#app/_gateway/store.ts";
import type { MyRoom } from "#contract/entities.ts";

/** The rooms that one could name in a form, by name: one's own and the public ones, without the archived. */
export function useRoomChoices(): readonly MyRoom[] {
  const own = useSelected(useClient().rooms, (rooms) => [...rooms.values()].map(({ room }) => room), sameItems);
  const open = useQuery({
    queryKey: ["rooms", "public"],
    queryFn: () => answerOf("rooms.list", { query: { browse: "true" } }),
  });
  return useMemo(() => {
    const all = new Map([...(open.data?.rooms ?? []), ...own].map((room) => [room.roomId, room]));
    return [...all.values()]
      .filter(({ kind, archivedAt }) => kind !== "direct" && !archivedAt)
      .sort((a, b) => a.name.localeCompare(b.name));
  }, [own, open.data]);
}
