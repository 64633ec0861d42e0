"use client";
import clsx from "clsx";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useClient, useConnection } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";
import type { Translator } from "#app/_text/translator.ts";
import type { ConnectionView } from "#client/public.ts";

/**
 * What the line is worth now: a mark, not an alarm, and never better than it is. `slim` is a phone's, over whatever its
 * screen shows, so that nothing moves: to be seen while there is something to say.
 */
export function ConnectionMark({ slim = false }: { slim?: boolean }) {
  const t = useTranslations();
  const client = useClient();
  const view = useConnection();
  const waiting = useSelected(client.outbox, (all) => all.filter((entry) => entry.status !== "refused").length);
  const seconds = useCountdown(view.state === "reconnecting" ? view.retryAt : null);
  const { label, hint, tone } = describe(t, view, seconds);
  const works = view.state === "live" || view.state === "fallback";
  // What floats is not needed where all is well, and where something else asks to sign in again.
  const quiet = works || view.state === "signedOut";
  const cut = view.state === "reconnecting" || view.state === "offline" || view.state === "signedOut";

  return (
    <div
      role="region"
      aria-label={t("connection.label")}
      data-connection={mark(view)}
      data-floats={slim && !quiet ? true : undefined}
      title={hint}
      className={clsx(
        "shrink-0 text-sm",
        slim
          ? quiet
            ? "sr-only"
            : "float late absolute inset-x-3 top-16 z-30 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] flex-wrap items-center justify-center gap-x-3 rounded-3xl! px-4 text-ink-soft"
          : "px-4.5 py-2 pb-[max(var(--safe-bottom),0.5rem)] text-ink-faint",
      )}
    >
      <div className={clsx("flex min-h-7 items-center gap-2", slim && "min-h-9 min-w-0")}>
        <span aria-hidden="true" className={clsx("size-2 shrink-0 rounded-full", tone)} />
        {/* The seconds tick; a reader is told of the state only. */}
        <span role="status" className="sr-only">
          {describe(t, view, 0).label}
        </span>
        <span aria-hidden="true" className="min-w-0 truncate tabular-nums">
          {label}
        </span>
        {!slim && view.state === "fallback" && (
          <a
            href="/doctor"
            className="-me-1.5 ms-auto shrink-0 rounded px-1.5 font-medium text-accent leading-7 hover:bg-hover touch:inline-flex touch:min-h-11 touch:items-center"
          >
            {t("connection.check")}
          </a>
        )}
        {view.state === "reconnecting" && (
          <button
            type="button"
            className="-me-1.5 ms-auto shrink-0 rounded px-1.5 font-medium text-accent leading-7 hover:bg-hover touch:min-h-11"
            onClick={() => client.retryNow()}
          >
            {t("connection.retryNow")}
          </button>
        )}
      </div>
      {cut && waiting > 0 && (
        <p className={slim ? "min-w-0 truncate pb-2 ps-4 last:pb-0" : "ps-4"}>
          {t("connection.waiting", { n: waiting })}
        </p>
      )}
    </div>
  );
}

const mark = (view: ConnectionView): string => {
  if (view.state === "fallback") return view.transport;
  if (view.state === "signedOut" || view.state === "stopped") return "offline";
  return view.state;
};

function describe(
  t: Translator,
  view: ConnectionView,
  seconds: number,
): { label: string; hint?: string; tone: string } {
  switch (view.state) {
    case "connecting":
      return { label: t("connection.connecting"), tone: "bg-line-strong" };
    case "live":
      return { label: t("connection.live"), tone: "bg-good" };
    case "fallback":
      return view.transport === "sse"
        ? { label: t("connection.sse"), hint: t("connection.sseHint"), tone: "bg-good" }
        : { label: t("connection.polling"), hint: t("connection.pollingHint"), tone: "bg-warn" };
    case "reconnecting":
      return { label: t("connection.reconnecting", { seconds }), tone: "bg-warn" };
    case "offline":
      return { label: t("connection.offline"), tone: "bg-line-strong" };
    case "signedOut":
      return { label: t("connection.signedOut"), tone: "bg-line-strong" };
    case "stopped":
      return { label: t("connection.stopped"), tone: "bg-danger" };
  }
}

/** Whole seconds until then, counted down; 0 where it is due. */
function useCountdown(until: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}
