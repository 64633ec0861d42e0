"use client";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { setTabTitle } from "./tab-title.ts";

/** The tab says what is shown, behind the number that `useUnreadBadge` keeps there. Null: somebody else says it. */
export function useTitle(what: string | null): void {
  const t = useTranslations();
  useEffect(() => {
    if (what === null) return;
    const count = /^\(\d+\+?\) /.exec(document.title)?.[0] ?? "";
    setTabTitle(`${count}${what} · ${t("product")}`);
  }, [what, t]);
}
