"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe, useRoomHeader, useUsers } from "#app/_gateway/hooks.ts";
import { lazily } from "#app/_gateway/lazily.tsx";
import { roomName } from "#app/_gateway/room-name.ts";
import { useRoomsKnown } from "#app/_gateway/use-rooms-known.ts";
import { ScreenSkeleton } from "../_shell/skeleton.tsx";
import { Conversation } from "./conversation.tsx";

const Removed = lazily(() => import("./removed.tsx"), <ScreenSkeleton />);
const RoomGate = lazily(() => import("./room-gate.tsx"), <ScreenSkeleton />);

/** A room by its address: the conversation, or why it cannot be shown. */
export function RoomScreen({ roomRef }: { roomRef: string }) {
  const t = useTranslations();
  const room = useRoomHeader(roomRef);
  const known = useRoomsKnown();
  const me = useMe();
  const users = useUsers();
  const [was, setWas] = useState<{ name: string; roomId: string } | null>(null);
  const name = room && roomName(t, room, me.id, users);
  if (name && (name !== was?.name || room.roomId !== was.roomId)) setWas({ name, roomId: room.roomId });

  if (room) return <Conversation key={room.roomId} room={room} />;
  if (was !== null) return <Removed {...was} />;
  return known ? <RoomGate roomRef={roomRef} /> : <ScreenSkeleton />;
}
