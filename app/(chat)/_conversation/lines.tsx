"use client";
import { useTranslations } from "use-intl";
import { useTimes } from "#app/_components/use-times.ts";

export function DayLine({ at }: { at: number }) {
  const times = useTimes();
  return (
    <div className="flex items-center gap-3 px-4 pt-5 pb-2 text-ink-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line md:px-6">
      <time dateTime={new Date(at).toISOString().slice(0, 10)}>{times.dayLabel(at, Date.now())}</time>
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
