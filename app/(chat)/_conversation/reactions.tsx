"use client";
import clsx from "clsx";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { useTip } from "#app/_components/tip.tsx";
import { tell } from "#app/_components/toasts.ts";
import { useCommand, useUsers } from "#app/_gateway/hooks.ts";
import type { Message, Reaction } from "#contract/entities.ts";
import { rememberEmoji } from "../_emoji/choices.ts";
import { useBook } from "../_emoji/load-book.ts";
import { useRoomView } from "./room-context.ts";
import { useLongPress } from "./use-long-press.ts";

export function Reactions({ message }: { message: Message }) {
  return (
    // A finger's pills are less high than what it may press, which lies close by its neighbours.
    <ul className="mt-1 mb-0.5 flex flex-wrap gap-1 touch:my-0 touch:gap-y-0">
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
  const run = useCommand();
  const { roomId, me, writable } = useRoomView();
  const pill = useRef<HTMLButtonElement>(null);
  const { props, show, hide, tip } = useTip(pill, () => <Who reaction={reaction} me={me} />);
  const press = useLongPress(show);
  const { emoji, count } = reaction;
  const mine = reaction.userIds.includes(me);

  function toggle() {
    if (!writable) return;
    hide();
    if (!mine) rememberEmoji(emoji);
    void run(mine ? "removeReaction" : "addReaction", { seq, emoji }, roomId).then(
      (problem) => problem && tell(problem),
    );
  }

  return (
    <>
      <button
        ref={pill}
        type="button"
        {...props}
        {...press}
        aria-pressed={mine}
        aria-label={t("message.toggleReaction", { emoji, n: count })}
        // Who reacted can be read where nobody can react any more.
        aria-disabled={!writable || undefined}
        onClick={toggle}
        className="group/pill flex h-6 items-center rounded-full touch:h-11 touch:select-none"
      >
        <span
          className={clsx(
            "flex h-6 items-center gap-1.5 rounded-full border px-2 text-sm tabular-nums touch:h-8 touch:px-3",
            mine
              ? "border-accent bg-accent-soft text-ink"
              : "border-transparent bg-hover text-ink-soft group-hover/pill:border-line-strong",
          )}
        >
          <span>{emoji}</span>
          <span>{count}</span>
        </span>
      </button>
      {tip}
    </>
  );
}

/** So many are named; the others are counted. */
const named = 10;

function Who({ reaction, me }: { reaction: Reaction; me: string }) {
  const t = useTranslations();
  const users = useUsers();
  const { book } = useBook();
  const { emoji, count, userIds } = reaction;
  // I come first, as in "you and Mara".
  const ids = [...userIds].sort((a, b) => Number(b === me) - Number(a === me)).slice(0, named);
  const names = ids.map((id) => (id === me ? t("message.reactionByMe") : (users.get(id)?.name ?? t("common.someone"))));
  const more = count - names.length;
  const last = more === 0 && names.length > 1 ? names.pop() : undefined;
  const found = book?.entryOf(emoji);
  return (
    <span className="flex items-center gap-2">
      <span className="text-2xl leading-none">{emoji}</span>
      <span>
        {t("message.reactionBy", {
          names: names.join(", "),
          last: last ?? "none",
          more,
          emoji: found?.shortcodes[0] ? `:${found.shortcodes[0]}:` : emoji,
        })}
      </span>
    </span>
  );
}
