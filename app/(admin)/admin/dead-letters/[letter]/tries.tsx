"use client";
import { useTranslations } from "use-intl";
import type { Try } from "#contract/integrations.ts";
import { useNumbers } from "../../_console/use-numbers.ts";
import { AdminSection } from "../../_frame/admin-section.tsx";
import { Badge } from "../../_frame/badge.tsx";
import { When } from "../../_frame/when.tsx";

/** How it went, try by try, the oldest first; of very many only the latest are kept. What says no time was none: why it was given up. */
export function Tries({ history }: { history: readonly Try[] }) {
  const t = useTranslations();
  const numbers = useNumbers();
  return (
    <AdminSection title={t("admin.letters.history")}>
      <ol className="flex flex-col">
        {history.map((one) => (
          <li key={one.at} className="relative flex gap-4 pb-5 last:pb-0">
            <span aria-hidden="true" className="relative flex w-2 shrink-0 justify-center">
              <span className="mt-2 size-2 rounded-full bg-danger" />
              <span className="absolute top-5 -bottom-1 w-px bg-line [li:last-child_&]:hidden" />
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm leading-6">
                <When at={one.at} />
                {one.ms > 0 && (
                  <>
                    <Badge tone="danger">
                      {one.status === undefined
                        ? t("admin.letters.noAnswer")
                        : t("admin.letters.status", { status: one.status })}
                    </Badge>
                    <span className="text-ink-faint">{t("admin.letters.took", { ms: numbers.count(one.ms) })}</span>
                  </>
                )}
              </p>
              <p translate="no" className="wrap-anywhere" dir="auto">
                {one.error}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </AdminSection>
  );
}
