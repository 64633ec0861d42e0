"use client";
import { Check } from "lucide-react";
import { type FocusEvent, memo, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useLater } from "#app/_components/use-later.ts";
import { useTimes } from "#app/_components/use-times.ts";
import { useUser } from "#app/_gateway/hooks.ts";
import type { Message } from "#contract/entities.ts";
import { MessageBody, MessageFrame } from "./message-frame.tsx";
import { Reactions } from "./reactions.tsx";
import { useHold, useRoomView } from "./room-context.ts";
import { rowKey } from "./rows.ts";
import { useLongPress } from "./use-long-press.ts";

const loadActions = () => import("./message-actions.tsx");
const loadEditForm = () => import("./edit-form.tsx");
const loadSheet = () => import("./message-sheet.tsx");

type Props = {
  message: Message;
  lead: boolean;
  editing: boolean;
  lastOwn: boolean;
  /** Tab reaches the list at this one. */
  tab: boolean;
  /** A permalink led here. */
  target: boolean;
};

const onTouch = typeof window !== "undefined" && window.matchMedia("(pointer: coarse)").matches;

/** One message; it renders again only when that message changed. */
export const MessageRow = memo(function MessageRow({ message, lead, editing, lastOwn, tab, target }: Props) {
  const t = useTranslations();
  const times = useTimes();
  const view = useRoomView();
  const author = useUser(message.authorId);
  const [near, setNear] = useState(false);
  const [open, setOpen] = useState<"menu" | "sheet" | null>(null);
  useHold(rowKey(message, view.me), open !== null || editing);
  const mine = message.authorId === view.me;
  const name = author?.name ?? t("common.someone");
  const at = Date.parse(message.createdAt);
  const EditForm = useLater(loadEditForm, editing);
  // Until the form is there, what has the focus stays: the form gives it back.
  const lives = !message.deletedAt && !(editing && EditForm);
  const acts = lives && (near || open === "menu");
  const MessageActions = useLater(loadActions, acts);
  const MessageSheet = useLater(loadSheet, open === "sheet");
  const article = useRef<HTMLElement>(null);
  const focused = useRef(false);
  // Deleted, it has no actions any more: where one of them or of their dialogs had the focus, the message gets it.
  useLayoutEffect(() => {
    if (message.deletedAt && focused.current && document.activeElement === document.body)
      article.current?.focus({ preventScroll: true });
  }, [message.deletedAt]);
  const press = useLongPress(() => setOpen("sheet"));

  return (
    <MessageFrame
      authorId={message.authorId}
      name={name}
      bot={author?.bot ?? false}
      at={at}
      lead={lead}
      highlighted={message.mentions.includes(view.me)}
      article={{
        ref: article,
        tabIndex: tab ? 0 : -1,
        "data-seq": message.seq,
        ...(mine && { "data-delivery": "sent" }),
        ...(target && { "data-highlighted": true }),
        ...(lives && press),
        // A finger has the sheet, and would press what appears below it.
        onPointerEnter: ({ pointerType }: PointerEvent) => pointerType !== "touch" && setNear(true),
        onPointerLeave: () => setNear(false),
        // The way to the sheet would go with the actions that come, and the focus with it. On a touch screen a jump, which
        // comes from nowhere, would have them on top of the words that it led to.
        onFocus({ target, relatedTarget }: FocusEvent<HTMLElement>) {
          // Also of what it opened elsewhere in the page, which is a part of it here.
          focused.current = true;
          if (target.matches(":focus-visible:not(.sr-only)") && !(onTouch && relatedTarget === null)) setNear(true);
        },
        onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
          if (currentTarget.contains(relatedTarget)) return;
          // To nowhere it goes from what is disabled or taken away.
          if (relatedTarget !== null) focused.current = false;
          setNear(false);
        },
      }}
    >
      {message.deletedAt ? (
        <p className="text-ink-faint italic">{t("message.deleted")}</p>
      ) : editing && EditForm ? (
        <EditForm message={message} />
      ) : (
        <MessageBody message={message.text}>
          {message.editedAt && (
            <span
              className="text-xs leading-5"
              title={t("message.editedAt", { when: times.exact(Date.parse(message.editedAt)) })}
            >
              ({t("message.edited")})
            </span>
          )}
          {lastOwn && (
            <span className="pb-1" title={t("message.sent")}>
              <Check size={13} aria-hidden="true" />
              <span className="sr-only">{t("message.sent")}</span>
            </span>
          )}
        </MessageBody>
      )}
      {message.reactions.length > 0 && !message.deletedAt && <Reactions message={message} />}
      {acts && MessageActions && (
        <MessageActions message={message} name={name} onOpen={(opened) => setOpen(opened ? "menu" : null)} />
      )}
      {lives && !acts && onTouch && (
        // Holding is a gesture that a screen reader keeps for itself. Tab reaches the list once, not at each of its rows.
        <button type="button" tabIndex={-1} className="sr-only" onClick={() => setOpen("sheet")}>
          {t("message.actions", { name })}
        </button>
      )}
      {open === "sheet" && MessageSheet && <MessageSheet message={message} name={name} onClose={() => setOpen(null)} />}
    </MessageFrame>
  );
});
