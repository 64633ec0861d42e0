"use client";
import { Clock } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { useLater } from "#app/_components/use-later.ts";
import { useMe } from "#app/_gateway/hooks.ts";
import type { OutboxEntry } from "#client/public.ts";
import { MessageBody, MessageFrame } from "./message-frame.tsx";

const loadFailed = () => import("./failed-message.tsx");

/** A message of mine that is not committed yet, and what becomes of it. */
export const PendingRow = memo(function PendingRow({ entry, lead }: { entry: OutboxEntry; lead: boolean }) {
  const t = useTranslations();
  const me = useMe();
  const failed = entry.status === "refused";
  const FailedMessage = useLater(loadFailed, failed);

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
      {failed &&
        (FailedMessage ? (
          <FailedMessage entry={entry} />
        ) : (
          <p className="text-danger text-sm">{t("message.failed")}</p>
        ))}
    </MessageFrame>
  );
});
