"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Segments } from "#app/_components/segments.tsx";
import { chooseTheme, chosenTheme } from "#app/_components/theme.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { Section } from "./section.tsx";

const themes = ["system", "light", "dark"] as const;

export function Appearance() {
  const t = useTranslations();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <Section name="appearance" title={t("settings.appearance")}>
      <Segments
        label={t("settings.theme")}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(next) => {
          chooseTheme(next);
          setTheme(next);
        }}
      />
      <LanguageChoice />
    </Section>
  );
}
