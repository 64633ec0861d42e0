"use client";
import clsx from "clsx";
import { useTranslations } from "use-intl";
import { useClient, useUsers } from "#app/_gateway/hooks.ts";
import type { Message, Reaction } from "#contract/entities.ts";
import { useRoomView } from "./room-context.ts";

export function Reactions({ message }: { message: Message }) {
  return (
    <ul className="mt-1 mb-0.5 flex flex-wrap gap-1">
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <Pill seq={message.seq} reaction={reaction} />
        </li>
      ))}
    </ul>
  );
}

function Pill({ seq, reaction }: { seq: number; reaction: Reaction }) {
  const t = useTranslations();
  const client = useClient();
  const users = useUsers();
  const { roomId, me, writable } = useRoomView();
  const mine = reaction.userIds.includes(me);
  const names = reaction.userIds
    .slice(0, 10)
    .map((id) => (id === me ? t("common.you") : (users.get(id)?.name ?? t("common.someone"))));
  const more = reaction.count - names.length;
  return (
    <button
      type="button"
      aria-pressed={mine}
      aria-label={t("message.toggleReaction", { emoji: reaction.emoji, n: reaction.count })}
      title={t("message.reactionBy", { emoji: reaction.emoji, names: names.join(", "), more })}
      disabled={!writable}
      onClick={() => client.command(mine ? "removeReaction" : "addReaction", { seq, emoji: reaction.emoji }, roomId)}
      className={clsx(
        "flex h-6 items-center gap-1.5 rounded-full border px-2 text-sm tabular-nums touch:h-9",
        mine
          ? "border-accent bg-accent-soft text-ink"
          : "border-transparent bg-hover text-ink-soft hover:border-line-strong",
      )}
    >
      <span>{reaction.emoji}</span>
      <span>{reaction.count}</span>
    </button>
  );
}
