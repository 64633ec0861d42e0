"use client";
import clsx from "clsx";
import { useMe, useUser } from "#app/_gateway/hooks.ts";
import { text } from "#app/_text/en.ts";

export function Mention({ userId }: { userId: string }) {
  const user = useUser(userId);
  const me = useMe();
  return (
    <span className={clsx("mention", userId === me.id && "mention-me")} dir="auto">
      @{user?.name ?? text.common.someone}
    </span>
  );
}
