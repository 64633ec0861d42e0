"use client";
import { useTranslations } from "use-intl";
import { tell } from "#app/_components/toasts.ts";
import { useCopy } from "#app/_components/use-copy.ts";
import { messagePath } from "#app/_gateway/address.ts";
import { useClient, useCommand } from "#app/_gateway/hooks.ts";
import type { Message } from "#contract/entities.ts";
import { rememberEmoji } from "../_emoji/choices.ts";
import { toDisplay } from "./mention-text.ts";
import { useRoomView } from "./room-context.ts";

type Acts = {
  mine: boolean;
  mayDelete: boolean;
  writable: boolean;
  react: (emoji: string) => void;
  edit: () => void;
  copyText: () => void;
  copyLink: () => void;
  markUnread: () => void;
  /** What went wrong, in a sentence; null where it is deleted. */
  remove: () => Promise<string | null>;
};

/** What can be done with a message, whichever way it is asked for. */
export function useMessageActs(message: Message): Acts {
  const t = useTranslations();
  const { roomId, me, moderate, writable, edit } = useRoomView();
  const client = useClient();
  const run = useCommand();
  const copy = useCopy();
  const { seq } = message;
  const mine = message.authorId === me;

  async function told(failed: Promise<string | null>) {
    const problem = await failed;
    if (problem) tell(problem);
  }

  return {
    mine,
    mayDelete: writable && (mine || moderate),
    writable,
    react(emoji) {
      const mineAlready = message.reactions.some((each) => each.emoji === emoji && each.userIds.includes(me));
      if (!mineAlready) rememberEmoji(emoji);
      void told(run(mineAlready ? "removeReaction" : "addReaction", { seq, emoji }, roomId));
    },
    edit: () => edit(seq),
    copyText() {
      const nameOf = (id: string) => client.users.get().get(id)?.name ?? t("common.someone");
      void copy(toDisplay(message.text, nameOf), t("message.copied"));
    },
    copyLink() {
      const room = client.rooms.get().get(roomId)?.room;
      if (room) void copy(window.location.origin + messagePath(room, seq), t("message.linkCopied"));
    },
    markUnread: () => void told(run("markRead", { seq: seq - 1, unread: true }, roomId)),
    remove: () => run("deleteMessage", { seq }, roomId),
  };
}
