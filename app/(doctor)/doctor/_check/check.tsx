"use client";
import { ArrowLeft, RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { examine } from "#client/doctor/examine.ts";
import { type Facts, noFacts } from "#client/doctor/facts.ts";
import { judge } from "#client/doctor/judge.ts";
import { CopyReport } from "./copy-report.tsx";
import { Findings } from "./findings.tsx";
import { Result } from "./result.tsx";
import { Seen } from "./seen.tsx";
import { Ways } from "./ways.tsx";

/** The whole page: it begins by itself, says what it knows as soon as it knows it, and goes on watching. */
export function Check({ watchMs }: { watchMs: number }) {
  const t = useTranslations();
  const [round, setRound] = useState(0);
  const [facts, setFacts] = useState<Facts>(() => noFacts("http://localhost", watchMs));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round begins anew.
  useEffect(() => {
    const ending = new AbortController();
    setFacts(noFacts(window.location.origin, watchMs));
    void examine({ watchMs, tell: setFacts, signal: ending.signal });
    return () => ending.abort();
  }, [watchMs, round]);

  const findings = judge(facts);
  return (
    <div className="min-h-dvh bg-canvas">
      <main className="mx-auto flex w-full max-w-2xl flex-col gap-8 px-4 pt-[max(env(safe-area-inset-top),1.5rem)] pb-16 sm:px-6">
        <header>
          <a
            href="/"
            className="-ms-2 inline-flex min-h-8 items-center gap-2 rounded-md px-2 text-ink-soft text-sm hover:bg-hover hover:text-ink touch:min-h-11"
          >
            <ArrowLeft size={16} aria-hidden="true" className="shrink-0 rtl:-scale-x-100" />
            {t("doctor.back")}
          </a>
          <h1 className="mt-3 font-semibold text-xl">{t("doctor.title")}</h1>
          <p className="mt-0.5 text-ink-soft">{t("doctor.lead")}</p>
        </header>
        <Result facts={facts} findings={findings} />
        <Findings findings={findings} origin={facts.origin} />
        <Ways facts={facts} />
        {facts.seen && <Seen seen={facts.seen} />}
        <div className="flex flex-wrap gap-2">
          <CopyReport facts={facts} />
          <Button onClick={() => setRound(round + 1)}>
            <RotateCw size={16} aria-hidden="true" />
            {t("doctor.again")}
          </Button>
        </div>
      </main>
    </div>
  );
}
