"use client";
import { useEffect } from "react";

/** Long enough for the first room to be on screen. */
const afterMs = 2_500;

/**
 * Fetches what is loaded when needed before it is: while the server is away a dialog that was never opened
 * could not be, and the chat has to go on.
 */
export function useWarmUp(): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled(parts.map((load) => load())), afterMs);
    return () => clearTimeout(timer);
  }, []);
}

const parts: readonly (() => Promise<unknown>)[] = [
  () => import("../_conversation/rich-text.tsx"),
  () => import("../_conversation/message-actions.tsx"),
  () => import("../_conversation/emoji-picker.tsx"),
  () => import("#app/_components/confirm.tsx"),
  () => import("../_sidebar/workspace-menu-open.tsx"),
  () => import("../_panel/panel.tsx"),
  () => import("../_finding/switcher.tsx"),
  () => import("../_finding/keyboard-help.tsx"),
  () => import("../_dialogs/create-room.tsx"),
  () => import("../_dialogs/browse-rooms.tsx"),
  () => import("../_dialogs/new-direct.tsx"),
  () => import("../_dialogs/invite-people.tsx"),
  () => import("../_settings/settings-screen.tsx"),
  () => import("./sign-in-again.tsx"),
];
