"use client";
import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";

/** A value to be copied; it can be selected by hand where the browser gives no clipboard (plain http). */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations();
  const [copied, setCopied] = useState(false);
  const around = useRef<HTMLDivElement>(null);

  async function copy() {
    around.current?.querySelector("input")?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without permission, or on plain http: it is selected, so Ctrl-C copies it.
      setCopied(false);
    }
  }

  return (
    <div ref={around} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Field label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      </div>
      <Button onClick={copy}>
        {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
        <span aria-live="polite">{copied ? t("common.copied") : t("common.copy")}</span>
      </Button>
    </div>
  );
}
