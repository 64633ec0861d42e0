"use client";
import clsx from "clsx";
import { BookmarkMinus, Copy, Link, type LucideIcon, Pencil, Smile, SmilePlus, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { Sheet } from "#app/_components/sheet.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import type { Message } from "#contract/entities.ts";
import { quickEmoji, useChoices } from "../_emoji/choices.ts";
import { EmojiPicker } from "../_emoji/emoji-picker.tsx";
import { useMessageActs } from "./use-message-acts.ts";

const Confirm = lazy(() => import("#app/_components/confirm.tsx"));
const ReactedBy = lazy(() => import("./reacted-by.tsx"));
const quick = 6;

type Props = { message: Message; name: string; onClose: () => void };

/** What can be done with a message, for a finger: opened by holding it. */
export default function MessageSheet({ message, name, onClose }: Props) {
  const t = useTranslations();
  const acts = useMessageActs(message);
  const times = useTimes();
  const { recent } = useChoices();
  const [emoji] = useState(() => quickEmoji(recent, quick));
  const [step, setStep] = useState<"acts" | "emoji" | "delete" | "reactions">("acts");

  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  const react = (each: string) => then(() => acts.react(each))();

  if (step === "delete")
    return (
      <Suspense>
        <Confirm
          title={t("message.deleteTitle")}
          body={t("message.deleteBody")}
          action={t("message.deleteConfirm")}
          busy={t("message.deleting")}
          onConfirm={acts.remove}
          onClose={onClose}
        />
      </Suspense>
    );
  if (step === "reactions")
    return (
      <Suspense>
        <ReactedBy message={message} onClose={onClose} />
      </Suspense>
    );
  if (step === "emoji")
    return (
      <Sheet title={t("message.react")} onClose={onClose}>
        <EmojiPicker onPick={react} />
      </Sheet>
    );
  return (
    <Sheet title={t("message.actions", { name })} onClose={onClose}>
      {acts.writable && (
        <div className="mb-2 flex justify-between gap-1">
          {emoji.map((each) => (
            <button
              key={each}
              type="button"
              aria-label={t("message.reactWith", { emoji: each })}
              onClick={() => react(each)}
              className="flex size-11 items-center justify-center rounded-full bg-hover text-2xl"
            >
              {each}
            </button>
          ))}
          <button
            type="button"
            aria-label={t("message.react")}
            onClick={() => setStep("emoji")}
            className="flex size-11 items-center justify-center rounded-full bg-hover text-ink-soft"
          >
            <SmilePlus size={20} aria-hidden="true" />
          </button>
        </div>
      )}
      <ul>
        {acts.writable && acts.mine && <Act icon={Pencil} label={t("message.edit")} onClick={then(acts.edit)} />}
        <Act icon={Copy} label={t("message.copy")} onClick={then(acts.copyText)} />
        <Act icon={Link} label={t("message.copyLink")} onClick={then(acts.copyLink)} />
        {message.reactions.length > 0 && (
          <Act icon={Smile} label={t("message.reactions")} onClick={() => setStep("reactions")} />
        )}
        <Act icon={BookmarkMinus} label={t("message.markUnread")} onClick={then(acts.markUnread)} />
        {acts.mayDelete && <Act icon={Trash2} label={t("message.delete")} danger onClick={() => setStep("delete")} />}
      </ul>
      {/* What a pointer is told by resting on the time. */}
      <p className="mt-1 border-line border-t px-2 pt-2 text-ink-faint text-sm">
        {times.exact(Date.parse(message.createdAt))}
        {message.editedAt && (
          <span className="block">{t("message.editedAt", { when: times.exact(Date.parse(message.editedAt)) })}</span>
        )}
      </p>
    </Sheet>
  );
}

type ActProps = { icon: LucideIcon; label: string; danger?: boolean; onClick: () => void };

function Act({ icon: Icon, label, danger = false, onClick }: ActProps) {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className={clsx(
          "flex min-h-12 w-full items-center gap-3.5 rounded-md px-2 text-start hover:bg-hover",
          danger && "text-danger",
        )}
      >
        <Icon size={18} aria-hidden="true" />
        {label}
      </button>
    </li>
  );
}
