"use client";
import { useTranslations } from "use-intl";
import { useTimes } from "./use-times.ts";

/** Whether and when a token or an address was last used. `at`: ISO 8601. */
export function useLastUsed(at: string | undefined): string {
  const t = useTranslations();
  const times = useTimes();
  return at === undefined ? t("settings.neverUsed") : t("settings.lastUsed", { when: times.shortDate(Date.parse(at)) });
}
