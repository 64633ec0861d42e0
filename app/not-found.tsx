import { buttonClass } from "#app/_components/button.tsx";
import { translations } from "#app/_server/translations.ts";

export default async function NotFound() {
  const t = await translations();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{t("errors.notFoundTitle")}</h1>
      <p className="text-ink-soft">{t("errors.notFoundBody")}</p>
      <a href="/" className={`mt-4 ${buttonClass({ kind: "primary" })}`}>
        {t("common.goHome")}
      </a>
    </main>
  );
}
