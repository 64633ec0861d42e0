"use client";
import { useLocale, useTranslations } from "use-intl";
import { type Times, timesOf } from "./time.ts";

/** A page has one language, so one set of formats serves all that it shows. */
let last: { locale: string; t: ReturnType<typeof useTranslations>; times: Times } | null = null;

/** Times as the reader's language and region write them. */
export function useTimes(): Times {
  const locale = useLocale();
  const t = useTranslations();
  if (last?.locale !== locale || last.t !== t) last = { locale, t, times: timesOf(locale, t) };
  return last.times;
}
