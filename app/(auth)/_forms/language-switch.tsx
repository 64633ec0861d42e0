"use client";
import { useTranslations } from "use-intl";
import { chooseLocale } from "#app/_text/choose-locale.ts";
import { type Locale, localeNames, offeredLocales } from "#app/_text/locales.ts";

/** For whoever cannot reach the settings yet: each language by its own name. */
export function LanguageSwitch({ chosen }: { chosen: Locale }) {
  const t = useTranslations();
  return (
    <footer className="mt-4">
      <ul aria-label={t("settings.language")} className="flex flex-wrap justify-center gap-1 text-sm">
        {offeredLocales.map((locale) => (
          <li key={locale}>
            <button
              type="button"
              lang={locale}
              aria-current={locale === chosen || undefined}
              onClick={() => chooseLocale(locale)}
              className="rounded px-2 py-1 text-ink-soft hover:bg-hover aria-current:font-medium aria-current:text-ink touch:min-h-11"
            >
              {localeNames[locale]}
            </button>
          </li>
        ))}
      </ul>
    </footer>
  );
}
