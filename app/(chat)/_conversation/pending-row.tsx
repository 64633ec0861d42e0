"use client";
import { CircleAlert, Clock } from "lucide-react";
import { memo } from "react";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { text } from "#app/_text/en.ts";
import type { OutboxEntry } from "#client/public.ts";
import { MessageBody, MessageFrame } from "./message-frame.tsx";

/** A message of mine that is not committed yet, and what becomes of it. */
export const PendingRow = memo(function PendingRow({ entry, lead }: { entry: OutboxEntry; lead: boolean }) {
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
          <span className="late pb-1" title={text.message.sending}>
            <Clock size={13} aria-hidden="true" />
            <span className="sr-only">{text.message.sending}</span>
          </span>
        )}
      </MessageBody>
      {failed && (
        <p role="alert" className="flex flex-wrap items-center gap-x-2 text-danger text-sm">
          <CircleAlert size={14} aria-hidden="true" />
          <span>
            {text.message.failed}
            {entry.error && `: ${entry.error.message}`}
          </span>
          <button
            type="button"
            className="font-medium underline underline-offset-2 touch:min-h-11"
            onClick={() => client.retry(entry.requestId)}
          >
            {text.message.retry}
          </button>
          <button
            type="button"
            className="font-medium underline underline-offset-2 touch:min-h-11"
            onClick={() => client.discard(entry.requestId)}
          >
            {text.message.discard}
          </button>
        </p>
      )}
    </MessageFrame>
  );
});
