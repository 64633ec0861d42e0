import clsx from "clsx";
import type { ReactNode } from "react";

const tones = {
  plain: "bg-hover text-ink-soft",
  danger: "bg-danger-soft text-danger",
} as const;

/** A word on how something stands. */
export function Badge({ tone = "plain", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span className={clsx("inline-flex shrink-0 items-center rounded px-1.5 py-0.5 font-medium text-xs", tones[tone])}>
      {children}
    </span>
  );
}
