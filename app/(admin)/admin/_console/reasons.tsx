"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { MessageKey } from "#app/_text/translator.ts";
import { type CloseCode, closeCodes } from "#contract/close-codes.ts";
import { counted, type Sample } from "./history.ts";
import { useNumbers } from "./use-numbers.ts";

const words = {
  1009: "admin.console.reasons.tooLarge",
  1012: "admin.console.reasons.restart",
  1013: "admin.console.reasons.overloaded",
  4400: "admin.console.reasons.badFrames",
  4401: "admin.console.reasons.identity",
  4403: "admin.console.reasons.operator",
  4408: "admin.console.reasons.heartbeat",
  4420: "admin.console.reasons.slow",
  4429: "admin.console.reasons.flooding",
} as const satisfies Record<CloseCode, MessageKey>;

/** Why connections ended, and what commands came to, while somebody looked. */
export function Reasons({ samples }: { samples: readonly Sample[] }) {
  const t = useTranslations();
  const reason = (name: string): string => {
    if (name === "left") return t("admin.console.reasons.left");
    if (name === "lost") return t("admin.console.reasons.lost");
    const code = closeCodes.find((one) => String(one) === name);
    return code === undefined ? name : t(words[code]);
  };
  const ended = counted(samples, "disconnects").map(([name, count]) => ({
    key: name,
    words: reason(name),
    code: /^\d+$/.test(name) ? name : undefined,
    count,
  }));
  const results = counted(samples, "commands").map(([name, count]) => ({
    key: name,
    words: name === "ok" ? t("admin.console.done") : t("admin.console.refusedAs"),
    code: name === "ok" ? undefined : name,
    count,
  }));
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Counts title={t("admin.console.ended")} empty={t("admin.console.noneEnded")} entries={ended} />
      <Counts title={t("admin.console.results")} empty={t("admin.console.noneAsked")} entries={results} />
    </div>
  );
}

type Entry = { key: string; words: string; code: string | undefined; count: number };

function Counts({ title, empty, entries }: { title: string; empty: string; entries: readonly Entry[] }) {
  const numbers = useNumbers();
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2 rounded-lg border border-line p-4">
      <h2 id={id} className="font-medium">
        {title}
      </h2>
      {entries.length === 0 && <p className="text-ink-faint text-sm">{empty}</p>}
      <dl className="flex flex-col text-sm tabular-nums">
        {entries.map(({ key, words: said, code, count }) => (
          <div key={key} className="flex items-baseline justify-between gap-4 py-0.5">
            <dt className="min-w-0 text-ink-soft">
              {said}{" "}
              {code && (
                <code translate="no" className="text-ink-faint">
                  {code}
                </code>
              )}
            </dt>
            <dd className="font-medium">{numbers.count(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
