"use client";
import clsx from "clsx";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { chooseTone, useChoices } from "./choices.ts";

const hands = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"] as const;
const names = ["none", "light", "mediumLight", "medium", "mediumDark", "dark"] as const;

/** The skin tone of hands and people; the chosen one is remembered. */
export function Tones() {
  const t = useTranslations();
  const { tone } = useChoices();
  const [open, setOpen] = useState(false);
  const cell = "flex size-7 items-center justify-center rounded-md text-lg hover:bg-hover touch:size-11 touch:text-xl";
  if (!open) {
    const label = t("emoji.tone", { tone: t(`emoji.tones.${names[tone] ?? "none"}`) });
    return (
      <button type="button" aria-label={label} title={label} onClick={() => setOpen(true)} className={cell}>
        {hands[tone]}
      </button>
    );
  }
  return (
    <fieldset className="flex shrink-0" aria-label={t("emoji.toneLabel")}>
      {hands.map((hand, i) => {
        const label = t(`emoji.tones.${names[i] ?? "none"}`);
        return (
          <button
            key={hand}
            type="button"
            // The button that opened these had the focus.
            // biome-ignore lint/a11y/noAutofocus: see above.
            autoFocus={i === tone}
            aria-label={label}
            title={label}
            aria-pressed={i === tone}
            onClick={() => {
              chooseTone(i);
              setOpen(false);
            }}
            className={clsx(cell, i === tone && "bg-accent-soft")}
          >
            {hand}
          </button>
        );
      })}
    </fieldset>
  );
}
