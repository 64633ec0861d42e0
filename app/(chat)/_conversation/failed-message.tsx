"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useClient } from "#app/_gateway/hooks.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { OutboxEntry } from "#client/public.ts";
import { useUnsentActs } from "./use-unsent-acts.ts";

/** Below a message that was refused: why, and what to do. */
export default function FailedMessage({ entry }: { entry: OutboxEntry }) {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  const { copy, discard } = useUnsentActs(entry);
  const acts = [
    { name: t("message.retry"), run: () => void client.retry(entry.requestId) },
    { name: t("message.copy"), run: copy },
    { name: t("message.discard"), run: discard },
  ];
  return (
    <p role="alert" className="flex flex-wrap items-center gap-x-2 text-danger text-sm">
      <CircleAlert size={14} aria-hidden="true" />
      <span>
        {entry.error
          ? t("message.failedBecause", { reason: sentence({ error: entry.error }, "sendMessage") })
          : t("message.failed")}
      </span>
      <span className="flex flex-wrap gap-x-2 touch:gap-x-4">
        {acts.map(({ name, run }) => (
          <button
            key={name}
            type="button"
            className="font-medium underline underline-offset-2 touch:min-h-11"
            onClick={run}
          >
            {name}
          </button>
        ))}
      </span>
    </p>
  );
}
