"use client";
import { createContext, useContext, useEffect } from "react";

/** What every line of a conversation needs to know; it changes rarely, so that lines do not render for it. */
export type RoomView = {
  readonly roomId: string;
  readonly me: string;
  /** May delete others' messages. */
  readonly moderate: boolean;
  readonly writable: boolean;
  readonly edit: (seq: number | null) => void;
  /** Somebody just asked to edit: the form takes the focus once, and not again where scrolling brings it back. */
  readonly asked: { current: boolean };
};

/** A message that is being edited; another object where somebody asks for it once more. */
export type Editing = { readonly seq: number } | null;

const RoomContext = createContext<RoomView | null>(null);
export const RoomViewProvider = RoomContext;

export function useRoomView(): RoomView {
  const view = useContext(RoomContext);
  if (!view) throw new Error("A line of a conversation renders inside its room only.");
  return view;
}

/** Keeps a row in the page while it is out of sight, until what is returned is called. */
export const HoldContext = createContext<(rowKey: string) => () => void>(() => () => undefined);

/** For a row that must not vanish when it is scrolled out of sight: its menu or dialog is open. */
export function useHold(rowKey: string, wanted: boolean): void {
  const hold = useContext(HoldContext);
  useEffect(() => (wanted ? hold(rowKey) : undefined), [hold, rowKey, wanted]);
}

/** Whether Tab stops at what is within a row: it does in the one row that Tab reaches. */
export const StopContext = createContext(false);

/** Goes to the first message at or after a time, epoch milliseconds. */
export const JumpToTimeContext = createContext<(at: number) => void>(() => undefined);
