"use client";
import { useTranslations } from "use-intl";
import { tell } from "#app/_components/toasts.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { useSentence } from "#app/_text/sentence.ts";

/** More markers than this are not put back one by one. */
const undone = 30;

/** Marks every room read, and offers to take it back. */
export function useMarkAllRead(): () => Promise<void> {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  return async () => {
    const unread = [...client.rooms.get().values()].filter((state) => state.unread > 0);
    if (unread.length === 0) return tell(t("unread.nothing"));
    const result = await client.markAllRead();
    if (!result.ok) return tell(sentence(result));
    const undo = () => {
      for (const { room, lastReadSeq } of unread)
        void client.command("markRead", { seq: lastReadSeq, unread: true }, room.roomId);
    };
    tell(
      t("unread.allRead", { n: unread.length }),
      unread.length > undone ? undefined : { label: t("common.undo"), run: undo },
    );
  };
}
