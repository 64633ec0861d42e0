"use client";
import { useMemo } from "react";
import { useRoomPart, useUsers } from "#app/_gateway/hooks.ts";
import type { Person } from "./mention-text.ts";

/** Who is in a room now, by name: those who can be mentioned. */
export function usePeople(roomId: string): readonly Person[] {
  const members = useRoomPart(roomId, (state) => state?.members ?? null);
  const users = useUsers();
  return useMemo(() => {
    const people: Person[] = [];
    for (const member of members?.values() ?? []) {
      const user = users.get(member.userId);
      if (user && !member.leftAt && !user.deactivatedAt) people.push({ id: user.id, name: user.name });
    }
    return people.sort((a, b) => a.name.localeCompare(b.name));
  }, [members, users]);
}
