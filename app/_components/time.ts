import { text } from "#app/_text/en.ts";

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow, using one is not. */
function format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(undefined, options);
  formats.set(key, made);
  return made;
}

/** 14:05, as the reader's locale writes it. */
export const clock = (at: number): string => format("clock", { hour: "numeric", minute: "2-digit" }).format(at);

/** Without AM or PM, where room is short and the exact time is in the tooltip. */
export const clockDigits = (at: number): string =>
  format("clock", { hour: "numeric", minute: "2-digit" })
    .formatToParts(at)
    .filter((part) => part.type !== "dayPeriod")
    .map((part) => part.value)
    .join("")
    .trim();

/** Exact, for the tooltip. */
export const exact = (at: number): string => format("exact", { dateStyle: "full", timeStyle: "medium" }).format(at);

export const shortDate = (at: number): string => format("date", { dateStyle: "medium" }).format(at);

/** The reader's own calendar day, as a number that grows by one a day. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs);
}

/** Today, Yesterday, a weekday of the last six days, else the date; with its year where that is another. */
export function dayLabel(at: number, now: number): string {
  const ago = dayOf(now) - dayOf(at);
  if (ago === 0) return text.conversation.today;
  if (ago === 1) return text.conversation.yesterday;
  if (ago > 1 && ago < 7) return format("weekday", { weekday: "long" }).format(at);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return sameYear
    ? format("day", { weekday: "long", day: "numeric", month: "long" }).format(at)
    : format("year", { day: "numeric", month: "long", year: "numeric" }).format(at);
}
