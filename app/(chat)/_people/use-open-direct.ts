"use client";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { rest } from "#app/_gateway/rest.ts";
import { othersOf } from "#app/_gateway/room-name.ts";
import type { Refused } from "#app/_text/sentence.ts";
import type { GatewayClient } from "#client/public.ts";
import type { MyRoom } from "#contract/entities.ts";

type Opened = { readonly ok: true; readonly roomId: string } | { readonly ok: false; readonly refused: Refused };

/** Where I talk with this person alone, if I ever did. */
export function directRoomWith(client: GatewayClient, me: string, userId: string): MyRoom | undefined {
  for (const { room } of client.rooms.get().values()) {
    const others = room.kind === "direct" ? othersOf(room, me) : [];
    if (others.length === 1 && others[0] === userId) return room;
  }
  return undefined;
}

/** Goes to the conversation with one person, which is made where there is none; one that is known needs no server. */
export function useOpenDirect(): (userId: string) => Promise<Opened> {
  const client = useClient();
  const me = useMe();
  return async (userId) => {
    let room = directRoomWith(client, me.id, userId);
    if (!room) {
      const result = await rest("rooms.create", { body: { kind: "direct", memberIds: [userId] } });
      if (!result.ok) return { ok: false, refused: result };
      room = result.answer.room;
      client.addRoom(room);
    }
    go(roomPath(room));
    return { ok: true, roomId: room.roomId };
  };
}
