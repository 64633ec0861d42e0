"use client";
import { ArrowUp } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { dayOf } from "#app/_components/time.ts";
import { useTimes } from "#app/_components/use-times.ts";
import { useRoomPart } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";
import type { Store } from "#client/public.ts";
import type { Row } from "./rows.ts";
import { useToday } from "./today.ts";
import type { View } from "./view.ts";

type Props = {
  roomId: string;
  rows: readonly Row[];
  /** Whether the line of what is new is older than everything that is loaded. */
  beyond: boolean;
  view: Store<View>;
  onJump: () => void;
  onRead: () => void;
};

/** What is new lies above what one sees: how much, since when, and the way there. */
export default function UnreadBanner({ roomId, rows, beyond, view, onJump, onRead }: Props) {
  const t = useTranslations();
  const times = useTimes();
  const now = useToday();
  const unread = useRoomPart(roomId, (state) => state?.unread ?? 0);
  const places = useMemo(() => new Map(rows.map(({ key }, index) => [key, index])), [rows]);
  const line = places.get("new");
  const above = useSelected(view, ({ first }) => line !== undefined && line < (places.get(first ?? "") ?? 0));
  if (unread === 0 || !(above || beyond)) return null;

  const next = line === undefined ? undefined : rows[line + 1];
  const at = next?.kind === "message" ? Date.parse(next.message.createdAt) : null;
  const when =
    at === null ? null : dayOf(at) === now ? times.clock(at) : `${times.dayLabel(at, Date.now())}, ${times.clock(at)}`;
  return (
    <div className="late absolute inset-x-3 top-2 z-10 group-has-[>[data-floats]]/screen:top-14 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] items-center gap-0.5 rounded-full bg-accent py-0.5 ps-4 pe-1 text-accent-ink text-sm shadow-float">
      <p className="truncate">
        {when === null ? t("conversation.newCount", { n: unread }) : t("conversation.newSince", { n: unread, when })}
      </p>
      <button type="button" className={buttonClass} onClick={onJump}>
        <ArrowUp size={14} aria-hidden="true" />
        {t("conversation.jump")}
      </button>
      <button type="button" className={buttonClass} onClick={onRead}>
        {t("conversation.markRead")}
      </button>
    </div>
  );
}

const buttonClass =
  "flex h-7 shrink-0 items-center gap-1 rounded-full px-2.5 font-medium hover:bg-accent-strong focus-visible:outline-accent-ink focus-visible:-outline-offset-2 touch:h-11";
