"use client";
import { useEffect, useEffectEvent } from "react";
import { isComposing } from "#app/_components/composing.ts";
import { go, roomPath, useAddress } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { inOrder, isCalling } from "#app/_gateway/room-order.ts";
import type { RoomState } from "#client/public.ts";
import type { DialogName } from "../_shell/open-dialog.ts";
import { useHeld } from "../_sidebar/use-held.ts";
import { characterKeys } from "./character-keys.ts";
import { type GlobalShortcut, globalPressed, isMac } from "./shortcuts.ts";
import { useMarkAllRead } from "./use-mark-all-read.ts";

/** The shortcuts that work wherever the focus is; a dialog that is open keeps its keys. */
export function useShortcuts(open: (dialog: DialogName) => void): void {
  const client = useClient();
  const address = useAddress();
  const held = useHeld();
  const markAllRead = useMarkAllRead();

  const step = (by: 1 | -1, wanted: (state: RoomState) => boolean) => {
    const rooms = inOrder(client.rooms.get().values(), held);
    const here = address.screen === "room" ? address.room : null;
    const at = rooms.findIndex(({ room }) => room.roomId === here || (room.slug !== "" && room.slug === here));
    for (let i = 1; i <= rooms.length; i += 1) {
      const start = at === -1 && by === -1 ? rooms.length : at;
      const next = rooms[(start + by * i + rooms.length * 2) % rooms.length];
      if (next && next !== rooms[at] && wanted(next)) return go(roomPath(next.room));
    }
  };
  const actions: Readonly<Record<GlobalShortcut, () => void>> = {
    switcher: () => open("switcher"),
    help: () => open("keyboard"),
    previousRoom: () => step(-1, () => true),
    nextRoom: () => step(1, () => true),
    previousUnread: () => step(-1, isCalling),
    nextUnread: () => step(1, isCalling),
    markAllRead: () => void markAllRead(),
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isComposing(event) || event.defaultPrevented || event.repeat) return;
    if (document.querySelector("[role=dialog], [role=alertdialog]")) return;
    const typing = isTyped(event.target) || !characterKeys.get();
    const name = globalPressed(event, typing, isMac());
    if (!name) return;
    event.preventDefault();
    actions[name]();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const isTyped = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select, [role=menu] *"));
