"use client";
import { CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Facts } from "#client/doctor/facts.ts";
import type { WayState } from "#client/doctor/judge.ts";
import { describeWays } from "./words.ts";

const marks: Record<WayState, { readonly icon: LucideIcon; readonly tone: string }> = {
  checking: { icon: CircleDashed, tone: "text-ink-faint" },
  works: { icon: CircleCheck, tone: "text-good" },
  refused: { icon: CircleX, tone: "text-danger" },
  silent: { icon: CircleX, tone: "text-danger" },
  oneWay: { icon: CircleX, tone: "text-danger" },
  held: { icon: CircleX, tone: "text-danger" },
  cut: { icon: TriangleAlert, tone: "text-warn" },
  limited: { icon: TriangleAlert, tone: "text-warn" },
  fails: { icon: CircleX, tone: "text-danger" },
};

/** Each way by itself: whether it goes, and how long what took. */
export function Ways({ facts }: { facts: Facts }) {
  const t = useTranslations();
  return (
    <section aria-labelledby="ways">
      <h2 id="ways" className="font-semibold">
        {t("doctor.ways")}
      </h2>
      <ul className="mt-2 flex flex-col divide-y divide-line">
        {describeWays(t, facts).map(({ name, state, timing }) => {
          const { icon: Icon, tone } = marks[state];
          return (
            <li key={name} data-way={name} data-state={state} className="flex items-start gap-3 py-3">
              <Icon size={18} aria-hidden="true" className={`mt-0.5 shrink-0 ${tone}`} />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap justify-between gap-x-4">
                  <span>{t(`doctor.way.${name}`)}</span>
                  <span className="text-ink-soft">{t(`doctor.state.${state}`)}</span>
                </p>
                {timing && <p className="text-ink-faint text-sm tabular-nums">{timing}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
