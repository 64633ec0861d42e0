"use client";
import { ArrowDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { useRoomPart } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";
import type { Store } from "#client/public.ts";
import type { View } from "./view.ts";

type Props = {
  roomId: string;
  view: Store<View>;
  onClick: () => void;
  /** By the keyboard: the focus goes there, too, as this button goes. */
  onKey: () => void;
};

/** Back to the end, and how much is new there. */
export function ToNewest({ roomId, view, onClick, onKey }: Props) {
  const t = useTranslations();
  const unread = useRoomPart(roomId, (state) => state?.unread ?? 0);
  const away = useSelected(view, ({ atEnd }) => !atEnd);
  if (!away) return null;
  return (
    <button
      type="button"
      onClick={(event) => (event.detail === 0 ? onKey() : onClick())}
      className="float pop absolute end-4 bottom-3 z-10 flex h-9 items-center gap-1.5 rounded-full px-3.5 font-medium text-sm hover:bg-hover touch:h-11"
    >
      <ArrowDown size={16} aria-hidden="true" />
      {unread > 0 ? t("conversation.newCount", { n: unread }) : t("conversation.newest")}
    </button>
  );
}
