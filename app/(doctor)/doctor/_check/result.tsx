"use client";
import clsx from "clsx";
import { useTranslations } from "use-intl";
import type { Facts } from "#client/doctor/facts.ts";
import type { Finding } from "#client/doctor/judge.ts";
import { type Headline, headlineOf, watched } from "./words.ts";

const tones: Record<Headline, string> = {
  checking: "bg-line-strong",
  live: "bg-good",
  liveButChecking: "bg-good",
  liveButFaults: "bg-warn",
  stream: "bg-warn",
  polling: "bg-warn",
  nothing: "bg-danger",
  signedOut: "bg-line-strong",
};

/** The answer in a line, what it means, and how long there is still something to be seen. */
export function Result({ facts, findings }: { facts: Facts; findings: readonly Finding[] }) {
  const t = useTranslations();
  const headline = headlineOf(facts, findings);
  const seconds = (ms: number) => Math.ceil(ms / 1000);
  const done = watched(facts);
  return (
    <section data-outcome={headline} data-watched={done} className="rounded-xl border border-line p-4 sm:p-5">
      <div role="status">
        <p className="flex items-baseline gap-2.5 font-semibold text-lg">
          <span aria-hidden="true" className={clsx("size-2.5 shrink-0 rounded-full", tones[headline])} />
          {t(`doctor.outcome.${headline}`)}
        </p>
        <p className="mt-1 text-ink-soft">{t(`doctor.meaning.${headline}`)}</p>
      </div>
      {headline !== "signedOut" && (
        <div className="mt-4 text-ink-faint text-sm">
          {!done && (
            <progress
              aria-label={t("doctor.watchingLabel")}
              value={facts.watchedMs}
              max={facts.watchMs}
              className="block h-1 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent"
            />
          )}
          <p className={clsx("tabular-nums", !done && "mt-2")}>
            {done
              ? t("doctor.watched", { seconds: seconds(facts.watchMs) })
              : t("doctor.watching", { left: seconds(facts.watchMs - facts.watchedMs) })}
          </p>
        </div>
      )}
    </section>
  );
}
