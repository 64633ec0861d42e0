import type { Translator } from "#app/_text/translator.ts";

const dayMs = 86_400_000;

/** Times as one locale writes them; `at` is epoch milliseconds. */
export type Times = {
  /** 14:05 or 2:05 PM. */
  readonly clock: (at: number) => string;
  /** Without AM or PM, where room is short and the exact time is in the tooltip. */
  readonly clockDigits: (at: number) => string;
  /** To the second and with its zone, for the tooltip. */
  readonly exact: (at: number) => string;
  readonly shortDate: (at: number) => string;
  /** Today, Yesterday, a weekday of the last six days, else the date; with its year where that is another. */
  readonly dayLabel: (at: number, now: number) => string;
};

const shapes = {
  clock: { timeStyle: "short" },
  exact: { dateStyle: "full", timeStyle: "long" },
  date: { dateStyle: "medium" },
  weekday: { weekday: "long" },
  day: { weekday: "long", day: "numeric", month: "long" },
  year: { day: "numeric", month: "long", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making a format is slow, using one is not: each is made once, when it is first wanted. */
export function timesOf(locale: string, t: Translator): Times {
  const made = new Map<keyof typeof shapes, Intl.DateTimeFormat>();
  const format = (shape: keyof typeof shapes): Intl.DateTimeFormat => {
    const known = made.get(shape) ?? new Intl.DateTimeFormat(locale, shapes[shape]);
    made.set(shape, known);
    return known;
  };
  return {
    clock: (at) => format("clock").format(at),
    clockDigits: (at) =>
      format("clock")
        .formatToParts(at)
        .filter((part) => part.type !== "dayPeriod")
        .map((part) => part.value)
        .join("")
        .trim(),
    exact: (at) => format("exact").format(at),
    shortDate: (at) => format("date").format(at),
    dayLabel: (at, now) => {
      const ago = dayOf(now) - dayOf(at);
      if (ago === 0) return t("conversation.today");
      if (ago === 1) return t("conversation.yesterday");
      if (ago > 1 && ago < 7) return format("weekday").format(at);
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return format(sameYear ? "day" : "year").format(at);
    },
  };
}

/** The reader's own calendar day, as a number that grows by one a day. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs);
}
