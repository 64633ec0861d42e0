"use client";
import { useTranslations } from "use-intl";
import { buttonClass } from "#app/_components/button.tsx";

/** For one whose role changed while they looked: nothing here would answer them. */
export function NoLonger() {
  const t = useTranslations();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{t("admin.noLonger")}</h1>
      <p className="text-ink-soft">{t("admin.noLongerBody")}</p>
      <a href="/" className={`mt-4 ${buttonClass({ kind: "primary" })}`}>
        {t("common.goHome")}
      </a>
    </main>
  );
}
