"use client";
import { useTranslations } from "use-intl";
import { useClient } from "#app/_gateway/hooks.ts";
import type { User } from "#contract/entities.ts";
import type { RestInput } from "#contract/rest.ts";
import { adminRest } from "../../_frame/rest.ts";
import { adminSentence } from "../../_frame/sentence.ts";
import { useBotsChanged } from "../use-bots.ts";

/** Resolves to what went wrong, in a sentence; null where it is done. */
export function useChangeBot(bot: User): (patch: RestInput<"bots.update">) => Promise<string | null> {
  const t = useTranslations();
  const client = useClient();
  const changed = useBotsChanged();
  return async (patch) => {
    const result = await adminRest("bots.update", { params: { id: bot.id }, body: patch });
    if (!result.ok) return adminSentence(t, result, "bots.update");
    client.learnUsers([result.answer.user]);
    await changed();
    return null;
  };
}
