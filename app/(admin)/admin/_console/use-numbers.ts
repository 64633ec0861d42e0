"use client";
import { useMemo } from "react";
import { useLocale } from "use-intl";

export type Numbers = Readonly<Record<"count" | "rate" | "ms" | "bytes", (value: number) => string>>;

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Figures as the reader's language writes them, no more exact than one can read at a glance. */
export function useNumbers(): Numbers {
  const locale = useLocale();
  return useMemo(() => {
    const made = new Map<string, Intl.NumberFormat>();
    const format = (digits: number, unit?: string) => {
      const key = `${digits} ${unit}`;
      const style =
        unit === undefined ? {} : ({ style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short" } as const);
      const known = made.get(key) ?? new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: digits });
      made.set(key, known);
      return known;
    };
    const digitsOf = (value: number) => (Math.abs(value) < 10 ? 1 : 0);
    return {
      count: (value) => format(0).format(value),
      rate: (value) => format(digitsOf(value)).format(value),
      ms: (value) => format(digitsOf(value), "millisecond").format(value),
      bytes(value) {
        const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
        const scaled = value / 1000 ** step;
        return format(step === 0 ? 0 : digitsOf(scaled), units[step]).format(scaled);
      },
    };
  }, [locale]);
}
