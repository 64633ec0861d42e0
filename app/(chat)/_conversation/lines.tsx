import { clock, clockDigits, dayLabel, exact } from "#app/_components/time.ts";
import { text } from "#app/_text/en.ts";

export function DayLine({ at }: { at: number }) {
  return (
    <li className="flex items-center gap-3 px-4 pt-5 pb-2 text-ink-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line md:px-6">
      <time dateTime={new Date(at).toISOString().slice(0, 10)}>{dayLabel(at, Date.now())}</time>
    </li>
  );
}

export function NewLine() {
  return (
    <li
      data-new-line
      className="flex items-center gap-3 px-4 pt-3 pb-1 font-semibold text-danger text-xs before:h-px before:flex-1 before:bg-danger md:px-6"
    >
      {text.conversation.unreadLine}
    </li>
  );
}

/** The time of day; exact on hover. `short` leaves out AM and PM. */
export function Time({ at, short = false, className }: { at: number; short?: boolean; className?: string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)} className={className}>
      {short ? clockDigits(at) : clock(at)}
    </time>
  );
}
