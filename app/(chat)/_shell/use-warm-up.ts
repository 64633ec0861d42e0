"use client";
import { useEffect, useState } from "react";
import { useClient } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";
import { loadHighlight } from "../_conversation/use-highlight.ts";
import { loadBook } from "../_emoji/load-book.ts";
import { loadFormatting } from "../_writing/load-formatting.ts";
import { watchHands } from "./hands.ts";

/** What comes first has the line and the processor to itself: this long after the first room was there … */
const afterMs = 1_500;
/** … or, where no room comes, this long after the start. */
const atLatestMs = 10_000;
/** In the page's timeline, where e2e/first-load.spec.ts looks for them. */
const marks = { begin: "warm-up", end: "warmed-up" } as const;

/**
 * Fetches what is loaded when needed before it is: while the server is away a dialog that was never opened
 * could not be, and the chat has to go on. True when that is done, for what has to wait for it.
 */
export function useWarmUp(): boolean {
  const [warm, setWarm] = useState(false);
  const shown = useSelected(useClient().rooms, (rooms) => [...rooms.values()].some(({ loaded }) => loaded));
  useEffect(() => {
    const timer = setTimeout(() => void warmUp().then(() => setWarm(true)), shown ? afterMs : atLatestMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return warm;
}

/** One part after another, each while the person rests: reading it in would cost a scrolling hand its frames. */
async function warmUp(): Promise<void> {
  performance.mark(marks.begin);
  const hands = watchHands();
  for (const load of parts) {
    await hands.rest();
    await load().catch(() => undefined);
  }
  hands.stop();
  performance.mark(marks.end);
}

const parts: readonly (() => Promise<unknown>)[] = [
  () => import("#client/transports/sse.ts"),
  () => import("#client/transports/polling.ts"),
  () => import("#app/_gateway/queries.tsx"),
  () => import("../_conversation/rich-text.tsx"),
  () => import("../_conversation/message-actions.tsx"),
  () => import("../_conversation/message-sheet.tsx"),
  () => import("../_conversation/edit-form.tsx"),
  () => import("../_conversation/unread-banner.tsx"),
  () => import("../_conversation/jump-notice.tsx"),
  () => import("../_conversation/failed-message.tsx"),
  () => import("../_conversation/reacted-by.tsx"),
  () => import("../_conversation/day-menu.tsx"),
  () => import("../_people/person-card.tsx"),
  () => import("../_emoji/emoji-flyout.tsx"),
  loadBook,
  loadHighlight,
  loadFormatting,
  () => import("../_writing/formatting-bar.tsx"),
  () => import("#app/_components/confirm.tsx"),
  () => import("../_sidebar/workspace-menu-open.tsx"),
  () => import("../_panel/panel.tsx"),
  () => import("../_panel/leave-room.tsx"),
  () => import("../_finding/switcher.tsx"),
  () => import("../_finding/keyboard-help.tsx"),
  () => import("../_finding/why-unread.tsx"),
  () => import("#app/_components/toaster.tsx"),
  () => import("../_notifications/notifications.tsx"),
  () => import("./no-files.tsx"),
  () => import("../_sidebar/room-menu.tsx"),
  () => import("../_dialogs/create-room.tsx"),
  () => import("../_dialogs/browse-rooms.tsx"),
  () => import("../_dialogs/new-direct.tsx"),
  () => import("../_dialogs/invite-people.tsx"),
  () => import("../_settings/settings-screen.tsx"),
  () => import("../_conversation/room-gate.tsx"),
  () => import("../_conversation/removed.tsx"),
  () => import("../_conversation/failed-room.tsx"),
  () => import("./sign-in-again.tsx"),
];
