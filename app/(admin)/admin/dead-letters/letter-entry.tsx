"use client";
import Link from "next/link";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { DeadLetter } from "#contract/integrations.ts";
import { When } from "../_frame/when.tsx";
import { useWhat } from "./use-what.ts";

type Props = { letter: DeadLetter; picked: boolean; onPick: (on: boolean) => void };

export function LetterEntry({ letter, picked, onPick }: Props) {
  const t = useTranslations();
  const id = useId();
  const what = useWhat()(letter);
  const { webhook } = letter;
  return (
    <li className="flex items-start gap-3 py-3 has-checked:bg-accent-soft/40">
      <input
        type="checkbox"
        aria-labelledby={id}
        checked={picked}
        onChange={(event) => onPick(event.target.checked)}
        className="mt-1 size-4 shrink-0 accent-accent touch:size-5"
      />
      <Link
        id={id}
        href={{ pathname: `/admin/dead-letters/${letter.id}` }}
        className="group/letter flex min-w-0 flex-1 flex-col rounded-md"
      >
        <span className="flex flex-wrap justify-between gap-x-4">
          <span className="min-w-0 max-w-full truncate font-medium group-hover/letter:underline">
            {what}
            {webhook && (
              <span className="font-normal text-ink-soft">
                {" · "}
                <bdi translate="no">{webhook.name}</bdi>
              </span>
            )}
          </span>
          <span className="text-ink-faint text-sm">
            {t("admin.letters.tries", { n: letter.tries })} · <When at={letter.diedAt} />
          </span>
        </span>
        {webhook && (
          <span translate="no" className="truncate text-ink-soft text-sm" title={webhook.url}>
            <bdi dir="ltr">{webhook.url}</bdi>
          </span>
        )}
        <span translate="no" className="wrap-anywhere line-clamp-2 text-danger text-sm" dir="auto">
          {letter.error}
        </span>
      </Link>
    </li>
  );
}
