"use client";
import clsx from "clsx";
import { useContext } from "react";
import { useTranslations } from "use-intl";
import { useMe, useUser } from "#app/_gateway/hooks.ts";
import { StopContext } from "./room-context.ts";

export function Mention({ userId }: { userId: string }) {
  const t = useTranslations();
  const user = useUser(userId);
  const me = useMe();
  const stop = useContext(StopContext);
  return (
    <button
      type="button"
      data-user-id={userId}
      aria-haspopup="dialog"
      tabIndex={stop ? 0 : -1}
      className={clsx("mention", userId === me.id && "mention-me")}
      dir="auto"
    >
      @{user?.name ?? t("common.someone")}
    </button>
  );
}
