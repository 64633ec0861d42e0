"use client";
import { BookmarkMinus, Copy, Ellipsis, Link, Pencil, Smile, SmilePlus, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import { Menu, MenuItem } from "#app/_components/menu.tsx";
import type { Message } from "#contract/entities.ts";
import { quickEmoji, useChoices } from "../_emoji/choices.ts";
import EmojiFlyout from "../_emoji/emoji-flyout.tsx";
import { useMessageActs } from "./use-message-acts.ts";

const Confirm = lazy(() => import("#app/_components/confirm.tsx"));
const ReactedBy = lazy(() => import("./reacted-by.tsx"));
const quick = 3;

type Props = { message: Message; name: string; onOpen: (open: boolean) => void };

/** What can be done with a message; made only for the one under the pointer or in focus. */
export default function MessageActions({ message, name, onOpen }: Props) {
  const t = useTranslations();
  const acts = useMessageActs(message);
  const { recent } = useChoices();
  // They do not change places under the pointer that just took one.
  const [emoji] = useState(() => quickEmoji(recent, quick));
  const [shown, setShown] = useState<"emoji" | "delete" | "reactions" | null>(null);

  const show = (next: "emoji" | "delete" | "reactions" | null) => {
    setShown(next);
    onOpen(next !== null);
  };

  return (
    <div className="float absolute -top-4 end-3 z-10 flex rounded-lg p-0.5 md:end-6">
      {acts.writable && (
        <>
          {emoji.map((each) => (
            <IconButton
              key={each}
              label={t("message.reactWith", { emoji: each })}
              onClick={() => acts.react(each)}
              className="text-base max-md:hidden"
            >
              {each}
            </IconButton>
          ))}
          <EmojiFlyout
            label={t("message.react")}
            open={shown === "emoji"}
            onOpenChange={(open) => show(open ? "emoji" : null)}
            onPick={(each) => {
              show(null);
              acts.react(each);
            }}
            trigger={
              <IconButton label={t("message.react")}>
                <SmilePlus size={16} aria-hidden="true" />
              </IconButton>
            }
          />
          {acts.mine && (
            <IconButton label={t("message.edit")} onClick={acts.edit}>
              <Pencil size={15} aria-hidden="true" />
            </IconButton>
          )}
        </>
      )}
      <IconButton label={t("message.copyLink")} onClick={acts.copyLink}>
        <Link size={15} aria-hidden="true" />
      </IconButton>
      <Menu
        align="end"
        onOpenChange={(open) => onOpen(open || shown !== null)}
        trigger={
          <IconButton label={t("message.actions", { name })}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        {acts.writable && acts.mine && (
          <MenuItem onSelect={acts.edit}>
            <Pencil size={15} aria-hidden="true" />
            {t("message.edit")}
          </MenuItem>
        )}
        <MenuItem onSelect={acts.copyText}>
          <Copy size={15} aria-hidden="true" />
          {t("message.copy")}
        </MenuItem>
        <MenuItem onSelect={acts.copyLink}>
          <Link size={15} aria-hidden="true" />
          {t("message.copyLink")}
        </MenuItem>
        {message.reactions.length > 0 && (
          <MenuItem onSelect={() => show("reactions")}>
            <Smile size={15} aria-hidden="true" />
            {t("message.reactions")}
          </MenuItem>
        )}
        <MenuItem onSelect={acts.markUnread}>
          <BookmarkMinus size={15} aria-hidden="true" />
          {t("message.markUnread")}
        </MenuItem>
        {acts.mayDelete && (
          <MenuItem danger onSelect={() => show("delete")}>
            <Trash2 size={15} aria-hidden="true" />
            {t("message.delete")}
          </MenuItem>
        )}
      </Menu>
      {shown === "reactions" && (
        <Suspense>
          <ReactedBy message={message} onClose={() => show(null)} />
        </Suspense>
      )}
      {shown === "delete" && (
        <Suspense>
          <Confirm
            title={t("message.deleteTitle")}
            body={t("message.deleteBody")}
            action={t("message.deleteConfirm")}
            busy={t("message.deleting")}
            onConfirm={acts.remove}
            onClose={() => show(null)}
          />
        </Suspense>
      )}
    </div>
  );
}
