"use client";
import { useTranslations } from "use-intl";
import { tell } from "#app/_components/toasts.ts";
import { useCopy } from "#app/_components/use-copy.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import type { OutboxEntry } from "#client/public.ts";
import { toDisplay } from "./mention-text.ts";

type Acts = {
  /** As it was written, mentions by their names. */
  words: string;
  copy: () => void;
  /** It can be taken back for as long as the notice stands. */
  discard: () => void;
};

/** What can be done with a message that was not sent, wherever it is shown. */
export function useUnsentActs(entry: OutboxEntry): Acts {
  const t = useTranslations();
  const client = useClient();
  const copy = useCopy();
  const words = toDisplay(entry.text, (id) => client.users.get().get(id)?.name ?? t("common.someone"));
  return {
    words,
    copy: () => void copy(words, t("message.copied")),
    discard() {
      void client.discard(entry.requestId);
      tell(t("message.discarded"), { label: t("common.undo"), run: () => void client.restore(entry) });
    },
  };
}
