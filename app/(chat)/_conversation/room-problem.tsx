"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "#app/_components/button.tsx";
import { InAppLink } from "#app/_gateway/in-app-link.tsx";
import { useTitle } from "../_shell/use-title.ts";

type Props = {
  title: string;
  body: string;
  onRetry?: () => void;
  home?: boolean;
  children?: ReactNode;
  below?: ReactNode;
};

/** In place of a conversation: what happened, and what to do next. */
export function RoomProblem({ title, body, onRetry, home, children, below }: Props) {
  const t = useTranslations();
  useTitle(home ? title : null);
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="max-w-sm text-ink-soft">{body}</p>
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        {children}
        {onRetry && (
          <Button kind="primary" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
        {home && (
          <InAppLink href="/" className={buttonClass()}>
            {t("conversation.backToRooms")}
          </InAppLink>
        )}
      </div>
      {below}
    </div>
  );
}
