"use client";
import clsx from "clsx";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { chooseTheme, chosenTheme } from "#app/_components/theme.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { Section } from "./section.tsx";

const themes = ["system", "light", "dark"] as const;

export function Appearance() {
  const t = useTranslations();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <Section title={t("settings.appearance")}>
      <fieldset className="flex w-fit gap-1 rounded-lg bg-hover p-1">
        <legend className="sr-only">{t("settings.theme")}</legend>
        {themes.map((each) => (
          <label
            key={each}
            className={clsx(
              "flex h-8 cursor-pointer items-center rounded-md px-3 font-medium text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent touch:h-11",
              theme === each ? "bg-canvas text-ink" : "text-ink-soft",
            )}
          >
            <input
              type="radio"
              name="theme"
              className="sr-only"
              checked={theme === each}
              onChange={() => {
                chooseTheme(each);
                setTheme(each);
              }}
            />
            {t(`theme.${each}`)}
          </label>
        ))}
      </fieldset>
      <LanguageChoice />
    </Section>
  );
}
