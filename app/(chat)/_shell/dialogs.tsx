"use client";
import { createContext, useContext } from "react";
import { lazily } from "#app/_gateway/lazily.tsx";

const dialogs = {
  createRoom: lazily(() => import("../_dialogs/create-room.tsx")),
  browse: lazily(() => import("../_dialogs/browse-rooms.tsx")),
  direct: lazily(() => import("../_dialogs/new-direct.tsx")),
  invite: lazily(() => import("../_dialogs/invite-people.tsx")),
  switcher: lazily(() => import("../_finding/switcher.tsx")),
  keyboard: lazily(() => import("../_finding/keyboard-help.tsx")),
} as const;

export type DialogName = keyof typeof dialogs;
export const DialogContext = createContext<(name: DialogName) => void>(() => undefined);
export const useOpenDialog = () => useContext(DialogContext);

/** Loaded when first opened. */
export function Dialogs({ name, onClose }: { name: DialogName; onClose: () => void }) {
  const Open = dialogs[name];
  return <Open onClose={onClose} />;
}
