"use client";
import clsx from "clsx";
import { useState } from "react";
import { chooseTheme, chosenTheme } from "#app/_components/theme.ts";
import { text } from "#app/_text/en.ts";
import { Section } from "./section.tsx";

const themes = ["system", "light", "dark"] as const;

export function Appearance() {
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <Section title={text.settings.appearance}>
      <fieldset className="flex w-fit gap-1 rounded-lg bg-hover p-1">
        <legend className="sr-only">{text.settings.appearance}</legend>
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
            {text.theme[each]}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
