"use client";
import { ArrowLeft } from "lucide-react";
import { useTranslations } from "use-intl";
import { InAppLink } from "#app/_gateway/in-app-link.tsx";
import { leave } from "./leave.ts";

/** On a phone, from a screen back to the list of rooms. */
export function BackLink() {
  const t = useTranslations();
  return (
    <InAppLink
      href="/"
      onPlainClick={() => leave("room")}
      aria-label={t("sidebar.show")}
      className="inline-flex size-11 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-hover md:hidden"
    >
      <ArrowLeft size={20} aria-hidden="true" className="rtl:-scale-x-100" />
    </InAppLink>
  );
}
