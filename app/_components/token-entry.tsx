"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { RestAnswer } from "#contract/rest.ts";
import { Button } from "./button.tsx";
import { useLastUsed } from "./use-last-used.ts";
import { useTimes } from "./use-times.ts";

const Confirm = dynamic(() => import("./confirm.tsx"), { ssr: false });

type Props = {
  token: RestAnswer<"tokens.list">["tokens"][number];
  /** What went wrong, in a sentence; null where it is done. */
  revoke: () => Promise<string | null>;
  /** What is told below it. */
  children?: ReactNode;
};

/** An access token in a list of them: what it is called, when it was used, and the way to revoke it. */
export function TokenEntry({ token, revoke, children }: Props) {
  const t = useTranslations();
  const times = useTimes();
  const used = useLastUsed(token.lastUsedAt);
  const [asking, setAsking] = useState(false);
  const { name } = token;

  return (
    <li className="py-2.5">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1">
          <span className="block truncate" dir="auto">
            {name}
          </span>
          <span className="block text-ink-faint text-sm">
            {`${t("settings.created", { when: times.shortDate(Date.parse(token.createdAt)) })}, ${used}`}
          </span>
        </p>
        <Button small onClick={() => setAsking(true)} aria-label={t("settings.revokeNamed", { name })}>
          {t("settings.revoke")}
        </Button>
      </div>
      {children}
      {asking && (
        <Confirm
          title={t("settings.revokeTitle", { name })}
          body={t("settings.revokeBody")}
          action={t("settings.revoke")}
          busy={t("settings.revoking")}
          onConfirm={revoke}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
