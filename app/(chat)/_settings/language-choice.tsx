"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SelectField } from "#app/_components/field.tsx";
import { chooseLocale, chosenLocale } from "#app/_text/choose-locale.ts";
import { isLocale, localeNames, offeredLocales } from "#app/_text/locales.ts";

/** The page is loaded afresh in the chosen language; drafts are kept. */
export function LanguageChoice() {
  const t = useTranslations();
  const [locale] = useState(chosenLocale);
  return (
    <div className="max-w-sm">
      <SelectField
        label={t("settings.language")}
        value={locale}
        onChange={(event) => isLocale(event.target.value) && chooseLocale(event.target.value)}
      >
        {[...new Set([...offeredLocales, locale])].map((each) => (
          <option key={each} value={each} lang={each}>
            {localeNames[each]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
