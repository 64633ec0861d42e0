"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import type { InspectedDeadLetter } from "#contract/integrations.ts";
import { AdminSection } from "../../_frame/admin-section.tsx";

/** The body as it would be posted, where one may see the room that it tells of. */
export function Payload({ letter }: { letter: InspectedDeadLetter }) {
  const t = useTranslations();
  const [copied, setCopied] = useState(false);
  if (letter.payload === undefined)
    return (
      <AdminSection title={t("admin.letters.payload")}>
        <p className="text-ink-soft">{t("admin.letters.hidden")}</p>
      </AdminSection>
    );
  const text = JSON.stringify(letter.payload, null, 2);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <AdminSection
      title={t("admin.letters.payload")}
      action={
        "clipboard" in navigator && (
          <Button small onClick={() => void copy()}>
            {copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
            <span aria-live="polite">{copied ? t("common.copied") : t("common.copy")}</span>
          </Button>
        )
      }
    >
      <pre
        dir="ltr"
        translate="no"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys.
        tabIndex={0}
        className="max-h-[60dvh] overflow-auto rounded-lg border border-line bg-sunken px-4 py-3 font-mono text-sm leading-5"
      >
        {text}
      </pre>
    </AdminSection>
  );
}
