"use client";
import clsx from "clsx";
import { useTranslations } from "use-intl";
import type { More, Side } from "./use-more-history.ts";

const texts = {
  before: { loading: "conversation.loadingOlder", failed: "conversation.loadOlderFailed" },
  after: { loading: "conversation.loadingNewer", failed: "conversation.loadNewerFailed" },
} as const;

/** At an end of what is loaded: more is on its way, or why it is not. One height, so that nothing moves. */
export function MoreMark({ side, more }: { side: Side; more: More }) {
  const t = useTranslations();
  if (more.failed[side])
    return (
      <p role="alert" className="flex h-21 items-center justify-center gap-2 px-4 text-ink-soft text-sm">
        {t(texts[side].failed)}
        <button
          type="button"
          className="font-medium text-accent hover:underline touch:min-h-11"
          onClick={() => more.retry(side)}
        >
          {t("common.retry")}
        </button>
      </p>
    );
  return (
    <div
      className={clsx("flex h-21 gap-3 px-4 md:px-6", side === "before" ? "items-end pb-3" : "items-start pt-3")}
      role="status"
      aria-label={t(texts[side].loading)}
    >
      <div className="skeleton size-9 shrink-0 rounded-lg" />
      <div className="flex flex-1 flex-col gap-2 pt-1">
        <div className="skeleton h-3 w-24" />
        <div className="skeleton h-3.5 w-3/5" />
      </div>
    </div>
  );
}
