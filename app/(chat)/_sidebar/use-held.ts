"use client";
import { useState } from "react";
import { useAddress } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { callOf, type Held } from "#app/_gateway/room-order.ts";
import { useSelected } from "#app/_gateway/store.ts";
import type { RoomState } from "#client/public.ts";

/** The room that is open, as it called when one came to it. */
export function useHeld(): Held | null {
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
