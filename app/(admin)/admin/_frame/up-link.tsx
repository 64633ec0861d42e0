"use client";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { MessageKey } from "#app/_text/translator.ts";

/** From one of many back to the list of them. */
export function UpLink({ path, label }: { path: string; label: MessageKey }) {
  const t = useTranslations();
  return (
    <Link
      href={{ pathname: path }}
      className="-ms-1.5 -mb-4 inline-flex min-h-8 items-center gap-1 self-start rounded-md pe-2.5 text-ink-soft text-sm hover:bg-hover hover:text-ink touch:min-h-11"
    >
      <ChevronLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
      {t(label)}
    </Link>
  );
}
