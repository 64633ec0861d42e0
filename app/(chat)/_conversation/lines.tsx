"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTimes } from "#app/_components/use-times.ts";
import { DayButton } from "./day-button.tsx";
import { useHold } from "./room-context.ts";

export function DayLine({ at, rowKey }: { at: number; rowKey: string }) {
  const [open, setOpen] = useState(false);
  useHold(rowKey, open);
  return (
    <div className="flex items-center gap-3 px-4 pt-4 pb-1 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line md:px-6">
      {/* Tab comes to the day above the list: to a line out of sight it would lead away from where one reads. */}
      <DayButton at={at} tabIndex={-1} onOpenChange={setOpen} className="hover:bg-hover" />
    </div>
  );
}

export function NewLine() {
  const t = useTranslations();
  return (
    <div
      data-new-line
      className="flex items-center gap-3 px-4 pt-3 pb-1 font-semibold text-danger text-xs before:h-px before:flex-1 before:bg-danger md:px-6"
    >
      {t("conversation.unreadLine")}
    </div>
  );
}

/** The time of day; exact on hover. `short` leaves out AM and PM. */
export function Time({ at, short = false, className }: { at: number; short?: boolean; className?: string }) {
  const times = useTimes();
  return (
    <time dateTime={new Date(at).toISOString()} title={times.exact(at)} className={className}>
      {short ? times.clockDigits(at) : times.clock(at)}
    </time>
  );
}
