"use client";
import type { ComponentType } from "react";
import { lazily } from "#app/_gateway/lazily.tsx";
import type { DialogName } from "./open-dialog.ts";

const dialogs: Readonly<Record<DialogName, ComponentType<{ onClose: () => void }>>> = {
  createRoom: lazily(() => import("../_dialogs/create-room.tsx")),
  browse: lazily(() => import("../_dialogs/browse-rooms.tsx")),
  direct: lazily(() => import("../_dialogs/new-direct.tsx")),
  invite: lazily(() => import("../_dialogs/invite-people.tsx")),
  switcher: lazily(() => import("../_finding/switcher.tsx")),
  keyboard: lazily(() => import("../_finding/keyboard-help.tsx")),
};

/** Loaded when first opened. */
export function Dialogs({ name, onClose }: { name: DialogName; onClose: () => void }) {
  const Open = dialogs[name];
  return <Open onClose={onClose} />;
}
