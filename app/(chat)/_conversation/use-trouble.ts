"use client";
import { useTranslations } from "use-intl";
import { useClient } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";

/** Why what is loaded takes so long, in a sentence; null where there is no reason to say anything. It goes on meanwhile. */
export function useTrouble(): string | null {
  const t = useTranslations();
  const client = useClient();
  const offline = useSelected(client.connection, ({ state }) => state === "offline");
  const failing = useSelected(client.loadsFailing, (n) => n > 0);
  return offline ? t("conversation.waitsOffline") : failing ? t("conversation.waitsFailing") : null;
}
