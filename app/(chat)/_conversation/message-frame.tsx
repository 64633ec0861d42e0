"use client";
import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { useUser } from "#app/_gateway/hooks.ts";
import { Time } from "./lines.tsx";
import { MessageText } from "./message-text.tsx";
import { StopContext } from "./room-context.ts";

type Props = {
  authorId: string;
  name: string;
  bot: boolean;
  at: number;
  lead: boolean;
  highlighted?: boolean;
  article: ComponentProps<"article"> & {
    "data-seq"?: number;
    "data-delivery"?: "sending" | "sent" | "failed";
    /** Where a permalink led. */
    "data-highlighted"?: boolean;
  };
  children: ReactNode;
};

/** One line's content, in its list item. The measures that sent and unsent messages share, so that nothing moves when one becomes the other. */
export function MessageFrame({ authorId, name, bot, at, lead, highlighted = false, article, children }: Props) {
  const t = useTranslations();
  return (
    <article
      aria-label={name}
      {...article}
      className={clsx(
        "group relative flex gap-3 px-4 py-0.5 outline-offset-[-2px] md:px-6",
        // Held, it opens what can be done with it; its text can be copied there. What is not sent has no such sheet.
        article.onPointerDown && "touch:select-none touch:[-webkit-touch-callout:none]",
        lead && "mt-2.5",
        highlighted ? "bg-accent-soft/50" : "hover:bg-hover/60",
      )}
    >
      <div className="w-9 shrink-0">
        {lead ? (
          // For a pointer; the name beside it is the button for everyone.
          <span
            data-user-id={authorId}
            className="flex cursor-pointer touch:relative touch:after:absolute touch:after:-inset-1"
          >
            <Picture id={authorId} name={name} />
          </span>
        ) : (
          <Time
            at={at}
            short
            className="block pt-0.5 text-end text-[0.6875rem] text-ink-faint leading-5 opacity-0 group-hover:opacity-100 group-focus-within:opacity-100"
          />
        )}
      </div>
      <div className="min-w-0 max-w-[46rem] flex-1">
        {lead && (
          <p className="flex items-baseline gap-2 leading-5">
            <button
              type="button"
              data-user-id={authorId}
              aria-haspopup="dialog"
              tabIndex={article.tabIndex ?? -1}
              dir="auto"
              className="touch:-mt-2 truncate font-semibold touch:pt-2 hover:underline"
            >
              {name}
            </button>
            {bot && <span className="rounded bg-hover px-1 text-ink-faint text-xs">{t("common.bot")}</span>}
            <Time at={at} className="shrink-0 text-ink-faint text-xs" />
          </p>
        )}
        <StopContext value={article.tabIndex === 0}>{children}</StopContext>
      </div>
    </article>
  );
}

/** Of the group's first message only, so that a new picture costs the other rows nothing. */
function Picture({ id, name }: { id: string; name: string }) {
  return <Avatar id={id} name={name} url={useUser(id)?.avatarUrl} />;
}

/** The words, and quiet marks behind their end. */
export function MessageBody({ message, children }: { message: string; children: ReactNode }) {
  return (
    <div className="flex items-end gap-1.5 text-ink-faint">
      <div className="min-w-0 text-ink">
        <MessageText text={message} />
      </div>
      {children}
    </div>
  );
}
