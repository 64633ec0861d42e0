"use client";
import { CircleAlert, Clock } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { OutboxEntry } from "#client/public.ts";
import { MessageBody, MessageFrame } from "./message-frame.tsx";

/** A message of mine that is not committed yet, and what becomes of it. */
export const PendingRow = memo(function PendingRow({ entry, lead }: { entry: OutboxEntry; lead: boolean }) {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  const me = useMe();
  const failed = entry.status === "refused";

  return (
    <MessageFrame
      authorId={me.id}
      name={me.name}
      bot={me.bot}
      at={entry.createdAt}
      lead={lead}
      article={{ "data-delivery": failed ? "failed" : "sending" }}
    >
      <MessageBody message={entry.text}>
        {!failed && (
          <span className="late pb-1" title={t("message.sending")}>
            <Clock size={13} aria-hidden="true" />
            <span className="sr-only">{t("message.sending")}</span>
          </span>
        )}
      </MessageBody>
      {failed && (
        <p role="alert" className="flex flex-wrap items-center gap-x-2 text-danger text-sm">
          <CircleAlert size={14} aria-hidden="true" />
          <span>
            {entry.error
              ? t("message.failedBecause", { reason: sentence({ error: entry.error }, "sendMessage") })
              : t("message.failed")}
          </span>
          <span className="flex gap-x-2 touch:gap-x-4">
            <button
              type="button"
              className="font-medium underline underline-offset-2 touch:min-h-11"
              onClick={() => client.retry(entry.requestId)}
            >
              {t("message.retry")}
            </button>
            <button
              type="button"
              className="font-medium underline underline-offset-2 touch:min-h-11"
              onClick={() => client.discard(entry.requestId)}
            >
              {t("message.discard")}
            </button>
          </span>
        </p>
      )}
    </MessageFrame>
  );
});
