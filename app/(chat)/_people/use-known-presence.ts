"use client";
import { useClient, useConnection } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";
import type { RoomState } from "#client/public.ts";
import type { Presence } from "#contract/entities.ts";

/** Why nothing is known: there is no line on which presence is told, or no room is known that we share. */
type Unknown = "noConnection" | "noRoom";

/** Presence is told of people one shares a room with, over a stream: where we may share none, silence says nothing. */
export function useKnownPresence(userId: string): { presence: Presence } | { unknown: Unknown } {
  const client = useClient();
  const connection = useConnection();
  const told = useSelected(client.presence, (all) => all.get(userId));
  const shared = useSelected(client.rooms, (rooms) => [...rooms.values()].some((state) => isIn(state, userId)));
  const streams =
    connection.state === "live" || (connection.state === "fallback" && connection.transport !== "polling");
  if (!streams) return { unknown: "noConnection" };
  if (told) return { presence: told };
  return shared ? { presence: "offline" } : { unknown: "noRoom" };
}

function isIn({ room, members }: RoomState, userId: string): boolean {
  const member = members?.get(userId);
  return (member && !member.leftAt) || (room.memberIds?.includes(userId) ?? false);
}
