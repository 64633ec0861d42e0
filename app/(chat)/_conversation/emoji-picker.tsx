"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { commonEmoji, isOneEmoji } from "./emoji.ts";

/** A handful of reactions and an input for any other (each system has its own emoji keyboard for it). */
export default function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useTranslations();
  const [other, setOther] = useState("");
  const [problem, setProblem] = useState<string>();

  function submit(event: FormEvent) {
    event.preventDefault();
    const emoji = other.trim();
    if (isOneEmoji(emoji)) onPick(emoji);
    else setProblem(t("message.notEmoji"));
  }

  return (
    <>
      <div className="grid grid-cols-5 gap-1">
        {commonEmoji.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={emoji}
            onClick={() => onPick(emoji)}
            className="flex h-10 items-center justify-center rounded-md text-xl hover:bg-hover"
          >
            {emoji}
          </button>
        ))}
      </div>
      <form onSubmit={submit} className="mt-2 flex flex-col gap-2">
        <Field
          label={t("message.otherEmoji")}
          error={problem}
          value={other}
          onChange={(event) => setOther(event.target.value)}
          autoComplete="off"
        />
        <Button type="submit">{t("message.use")}</Button>
      </form>
    </>
  );
}
