"use client";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { useUser } from "#app/_gateway/hooks.ts";
import type { Message, Reaction } from "#contract/entities.ts";
import { openCard } from "../_people/open-card.ts";
import { useRoomView } from "./room-context.ts";

type Props = { message: Message; onClose: () => void };

/** Everybody who reacted, emoji by emoji; each name leads to its person's card. */
export default function ReactedBy({ message, onClose }: Props) {
  const t = useTranslations();
  return (
    <Dialog title={t("message.reactions")} onClose={onClose}>
      {message.reactions.map((reaction) => (
        <OneEmoji key={reaction.emoji} reaction={reaction} onClose={onClose} />
      ))}
      {message.reactions.length === 0 && <p className="text-ink-soft">{t("message.noReactions")}</p>}
    </Dialog>
  );
}

function OneEmoji({ reaction: { emoji, count, userIds }, onClose }: { reaction: Reaction; onClose: () => void }) {
  const t = useTranslations();
  return (
    <section aria-label={t("message.toggleReaction", { emoji, n: count })} className="pb-3">
      <h3 className="flex items-center gap-2 py-1 text-ink-soft text-sm tabular-nums">
        <span className="text-xl leading-7">{emoji}</span>
        {count}
      </h3>
      <ul>
        {userIds.map((id) => (
          <li key={id}>
            <Name userId={id} onClose={onClose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Name({ userId, onClose }: { userId: string; onClose: () => void }) {
  const t = useTranslations();
  const { roomId, me } = useRoomView();
  const user = useUser(userId);
  const name = user?.name ?? t("common.someone");
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={({ currentTarget }) => {
        openCard({ userId, roomId, opener: currentTarget });
        onClose();
      }}
      className="flex min-h-9 w-full items-center gap-2 rounded-md px-2 text-start hover:bg-hover touch:min-h-11"
    >
      <Avatar id={userId} name={name} url={user?.avatarUrl} size="small" />
      <span className="min-w-0 truncate" dir="auto">
        {name}
      </span>
      {userId === me && <span className="text-ink-faint">({t("common.you")})</span>}
    </button>
  );
}
