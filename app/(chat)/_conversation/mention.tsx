"use client";
import clsx from "clsx";
import { useTranslations } from "use-intl";
import { useMe, useUser } from "#app/_gateway/hooks.ts";

export function Mention({ userId }: { userId: string }) {
  const t = useTranslations();
  const user = useUser(userId);
  const me = useMe();
  return (
    <span className={clsx("mention", userId === me.id && "mention-me")} dir="auto">
      @{user?.name ?? t("common.someone")}
    </span>
  );
}
