"use client";
import { createContext, useContext } from "react";

/** What every line of a conversation needs to know; it changes rarely, so that lines do not render for it. */
export type RoomView = {
  readonly roomId: string;
  readonly me: string;
  /** May delete others' messages. */
  readonly moderate: boolean;
  readonly writable: boolean;
  readonly edit: (seq: number | null) => void;
};

const RoomContext = createContext<RoomView | null>(null);
export const RoomViewProvider = RoomContext;

export function useRoomView(): RoomView {
  const view = useContext(RoomContext);
  if (!view) throw new Error("A line of a conversation renders inside its room only.");
  return view;
}
