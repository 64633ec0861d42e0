"use client";
import { useTranslations } from "use-intl";
import type { DeadLetter } from "#contract/integrations.ts";
import { eventNames, isWebhookEvent } from "../_frame/events.ts";

/** What was to be told, as people call it; an operator's route by its own name. */
export function useWhat(): (letter: DeadLetter) => string {
  const t = useTranslations();
  return ({ event }) => (isWebhookEvent(event) ? t(eventNames[event]) : t("admin.letters.route", { route: event }));
}
