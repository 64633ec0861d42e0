"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import type { Facts } from "#client/doctor/facts.ts";
import { report } from "./words.ts";

const toldMs = 2_000;

/** Everything as text. Where the browser gives no clipboard (plain http), it is shown, to be copied by hand. */
export function CopyReport({ facts }: { facts: Facts }) {
  const t = useTranslations();
  const [copied, setCopied] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), toldMs);
    return () => clearTimeout(timer);
  }, [copied]);
  useEffect(() => {
    if (shown !== null) box.current?.select();
  }, [shown]);

  async function copy() {
    const text = report(t, facts, new Date());
    try {
      await navigator.clipboard.writeText(text);
      setShown(null);
      setCopied(true);
    } catch {
      setShown(text);
    }
  }

  const Icon = copied ? Check : Copy;
  return (
    <>
      {shown !== null && (
        <label className="flex basis-full flex-col gap-1.5">
          <span className="text-ink-soft text-sm">{t("doctor.reportByHand")}</span>
          <textarea
            ref={box}
            readOnly
            rows={8}
            dir="auto"
            aria-label={t("doctor.report")}
            value={shown}
            className="w-full rounded-md border border-line-strong bg-field p-3 font-mono text-sm touch:text-[1rem]"
          />
        </label>
      )}
      <Button kind="primary" onClick={copy}>
        <Icon size={16} aria-hidden="true" />
        <span aria-live="polite">{copied ? t("doctor.copied") : t("doctor.copyReport")}</span>
      </Button>
    </>
  );
}
