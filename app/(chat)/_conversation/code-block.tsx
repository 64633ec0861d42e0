"use client";
import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";

const toldMs = 2_000;

/** Code with its language and a button that copies it; it scrolls by itself where it is wide. */
export function CodeBlock({ language, children }: { language: string | null; children: ReactNode }) {
  const t = useTranslations();
  const pre = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(null), toldMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText((pre.current?.textContent ?? "").replace(/\n$/, ""));
      setCopied("yes");
    } catch {
      // Plain http gives no clipboard: the code is selected, so that Ctrl-C copies it.
      if (pre.current) window.getSelection()?.selectAllChildren(pre.current);
      setCopied("no");
    }
  }

  const Icon = copied === "yes" ? Check : Copy;
  const said = copied && (copied === "yes" ? t("common.copied") : t("message.codeSelected"));
  return (
    <div className="code-block group/code" dir="ltr">
      {language && <span className="code-language">{language}</span>}
      <button
        type="button"
        aria-label={t("message.copyCode")}
        title={t("message.copyCode")}
        onClick={copy}
        className={clsx(
          "absolute end-1 top-1 flex size-7 items-center justify-center rounded-md border border-line bg-raised text-ink-soft hover:text-ink touch:size-11",
          "opacity-0 focus-visible:opacity-100 group-focus-within/code:opacity-100 group-hover/code:opacity-100 touch:opacity-100",
        )}
      >
        <Icon size={14} aria-hidden="true" />
      </button>
      <span role="status" className="sr-only">
        {said}
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre ref={pre} tabIndex={0}>
        {children}
      </pre>
    </div>
  );
}
