"use client";
import dynamic from "next/dynamic";
import { createContext, useContext } from "react";

const dialogs = {
  createRoom: dynamic(() => import("../_dialogs/create-room.tsx"), { ssr: false }),
  browse: dynamic(() => import("../_dialogs/browse-rooms.tsx"), { ssr: false }),
  direct: dynamic(() => import("../_dialogs/new-direct.tsx"), { ssr: false }),
  invite: dynamic(() => import("../_dialogs/invite-people.tsx"), { ssr: false }),
  switcher: dynamic(() => import("../_finding/switcher.tsx"), { ssr: false }),
  keyboard: dynamic(() => import("../_finding/keyboard-help.tsx"), { ssr: false }),
} as const;

export type DialogName = keyof typeof dialogs;
export const DialogContext = createContext<(name: DialogName) => void>(() => undefined);
export const useOpenDialog = () => useContext(DialogContext);

/** Loaded when first opened. */
export function Dialogs({ name, onClose }: { name: DialogName; onClose: () => void }) {
  const Open = dialogs[name];
  return <Open onClose={onClose} />;
}
