"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Probe } from "#contract/probe.ts";

/** What arrives of a request at the server. */
export function Seen({ seen }: { seen: Probe }) {
  const t = useTranslations();
  const { forwarded } = seen;
  const set = [
    forwarded.for > 0 && "X-Forwarded-For",
    forwarded.proto !== undefined && `X-Forwarded-Proto: ${forwarded.proto}`,
    forwarded.host !== undefined && `X-Forwarded-Host: ${forwarded.host}`,
  ].filter(Boolean);
  return (
    <section aria-labelledby="seen">
      <h2 id="seen" className="font-semibold">
        {t("doctor.seen")}
      </h2>
      <dl className="mt-2 flex flex-col divide-y divide-line">
        <Line name={t("doctor.seenHost")} technical>
          {seen.host}
        </Line>
        <Line name={t("doctor.seenAddress")} technical>
          {seen.address}
        </Line>
        <Line name={t("doctor.seenProxy")}>{seen.proxied ? t("doctor.yes") : t("doctor.no")}</Line>
        {seen.proxied && seen.peer !== undefined && (
          <Line name={t("doctor.seenPeer")} technical>
            {seen.peer}
          </Line>
        )}
        {set.length > 0 && (
          <Line name={t("doctor.seenForwarded")} technical>
            {set.join(", ")}
          </Line>
        )}
      </dl>
    </section>
  );
}

/** `technical`: written from left to right in every language. */
function Line({ name, technical = false, children }: { name: string; technical?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4 py-2.5">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 break-words">
        {technical ? (
          <bdi dir="ltr" className="font-mono text-sm">
            {children}
          </bdi>
        ) : (
          children
        )}
      </dd>
    </div>
  );
}
