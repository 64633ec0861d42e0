"use client";
import { Copy, Ellipsis, Pencil, SmilePlus, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import { Menu, MenuItem } from "#app/_components/menu.tsx";
import { useClient, useCommand, useUsers } from "#app/_gateway/hooks.ts";
import type { Message } from "#contract/entities.ts";
import { toDisplay } from "./mention-text.ts";
import { useRoomView } from "./room-context.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });
const EmojiPicker = dynamic(() => import("./emoji-picker.tsx"), { ssr: false });

type Props = { message: Message; name: string; mine: boolean; onMenu: (open: boolean) => void };

/** What can be done with a message; made only for the one under the pointer or in focus. */
export default function MessageActions({ message, name, mine, onMenu }: Props) {
  const t = useTranslations();
  const { roomId, moderate, edit } = useRoomView();
  const client = useClient();
  const users = useUsers();
  const run = useCommand();
  const [shown, setShown] = useState<"emoji" | "delete" | null>(null);

  const show = (next: "emoji" | "delete" | null) => {
    setShown(next);
    onMenu(next !== null);
  };
  const copy = () => {
    const plain = toDisplay(message.text, (id) => users.get(id)?.name ?? t("common.someone"));
    // Plain http gives no clipboard; then the text can still be selected.
    void navigator.clipboard?.writeText(plain).catch(() => undefined);
  };

  return (
    <div className="float absolute -top-4 end-3 z-10 flex rounded-lg p-0.5 md:end-6">
      <Popover.Root open={shown === "emoji"} onOpenChange={(open) => show(open ? "emoji" : null)}>
        <Popover.Trigger asChild>
          <IconButton label={t("message.react")}>
            <SmilePlus size={16} aria-hidden="true" />
          </IconButton>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            aria-label={t("message.react")}
            side="top"
            align="end"
            sideOffset={6}
            collisionPadding={8}
            className="float z-50 w-60 p-2"
          >
            <EmojiPicker
              onPick={(emoji) => {
                show(null);
                void client.command("addReaction", { seq: message.seq, emoji }, roomId);
              }}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {mine && (
        <IconButton label={t("message.edit")} onClick={() => edit(message.seq)}>
          <Pencil size={15} aria-hidden="true" />
        </IconButton>
      )}
      <Menu
        align="end"
        onOpenChange={(open) => onMenu(open || shown !== null)}
        trigger={
          <IconButton label={t("message.actions", { name })}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={copy}>
          <Copy size={15} aria-hidden="true" />
          {t("message.copy")}
        </MenuItem>
        {mine && (
          <MenuItem onSelect={() => edit(message.seq)}>
            <Pencil size={15} aria-hidden="true" />
            {t("message.edit")}
          </MenuItem>
        )}
        {(mine || moderate) && (
          <MenuItem danger onSelect={() => show("delete")}>
            <Trash2 size={15} aria-hidden="true" />
            {t("message.delete")}
          </MenuItem>
        )}
      </Menu>
      {shown === "delete" && (
        <Confirm
          title={t("message.deleteTitle")}
          body={t("message.deleteBody")}
          action={t("message.deleteConfirm")}
          busy={t("message.deleting")}
          onConfirm={() => run("deleteMessage", { seq: message.seq }, roomId)}
          onClose={() => show(null)}
        />
      )}
    </div>
  );
}
