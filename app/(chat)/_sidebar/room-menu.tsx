"use client";
import {
  Bell,
  BellOff,
  CheckCheck,
  CircleHelp,
  Link,
  LogOut,
  MessageSquareDot,
  PanelRight,
  Star,
  StarOff,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Menu, MenuItem, MenuLine, MenuRadio } from "#app/_components/menu.tsx";
import { tell } from "#app/_components/toasts.ts";
import { useCopy } from "#app/_components/use-copy.ts";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient, useRoomPart } from "#app/_gateway/hooks.ts";
import { lazily } from "#app/_gateway/lazily.tsx";
import { useSentence } from "#app/_text/sentence.ts";
import { defaultPreferences } from "#contract/default-preferences.ts";
import type { MyRoom, NotifyLevel, Preferences } from "#contract/entities.ts";
import { goToDetails, isAt } from "../_shell/details.ts";

const WhyUnread = lazily(() => import("../_finding/why-unread.tsx"));
const LeaveRoom = lazily(() => import("../_panel/leave-room.tsx"));

const levels = ["all", "mentions", "nothing"] as const satisfies readonly NotifyLevel[];

type Props = { room: MyRoom; name: string; trigger: ReactNode };

/** What one can want of a room, from the sidebar. It opens as it comes. */
export default function RoomMenu({ room, name, trigger }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  const copy = useCopy();
  const unread = useRoomPart(room.roomId, (state) => state?.unread ?? 0);
  const [asked, setAsked] = useState<"why" | "leave" | null>(null);
  const done = () => setAsked(null);
  const preferences = room.preferences ?? defaultPreferences(room.kind);

  async function prefer(patch: Partial<Preferences>) {
    const result = await client.setPreferences(room.roomId, patch);
    if (!result.ok) tell(sentence(result));
  }
  async function mark(seq: number, back: boolean) {
    const result = await client.command("markRead", back ? { seq, unread: true } : { seq }, room.roomId);
    if (!result.ok) tell(sentence(result, "markRead"));
  }
  const copyLink = () => copy(window.location.origin + roomPath(room), t("sidebar.linkCopied"));

  return (
    <>
      <Menu defaultOpen align="end" trigger={trigger}>
        {unread > 0 ? (
          <>
            <MenuItem onSelect={() => mark(client.rooms.get().get(room.roomId)?.cursor ?? room.head, false)}>
              <CheckCheck size={15} aria-hidden="true" />
              {t("sidebar.markRead")}
            </MenuItem>
            <MenuItem onSelect={() => setAsked("why")}>
              <CircleHelp size={15} aria-hidden="true" />
              {t("sidebar.whyUnread")}
            </MenuItem>
          </>
        ) : (
          <MenuItem onSelect={() => markNewestUnread()}>
            <MessageSquareDot size={15} aria-hidden="true" />
            {t("sidebar.markUnread")}
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem onSelect={() => prefer({ favourite: !preferences.favourite })}>
          {preferences.favourite ? <StarOff size={15} aria-hidden="true" /> : <Star size={15} aria-hidden="true" />}
          {preferences.favourite ? t("sidebar.unfavourite") : t("sidebar.favourite")}
        </MenuItem>
        <MenuItem onSelect={() => prefer({ muted: !preferences.muted })}>
          {preferences.muted ? <Bell size={15} aria-hidden="true" /> : <BellOff size={15} aria-hidden="true" />}
          {preferences.muted ? t("sidebar.unmute") : t("sidebar.mute")}
        </MenuItem>
        <MenuItem onSelect={copyLink}>
          <Link size={15} aria-hidden="true" />
          {t("sidebar.copyLink")}
        </MenuItem>
        <MenuItem onSelect={() => goToDetails(room)}>
          <PanelRight size={15} aria-hidden="true" />
          {t("details.title")}
        </MenuItem>
        <MenuLine />
        <MenuRadio<NotifyLevel>
          label={t("sidebar.notifyMe")}
          value={preferences.notify}
          options={levels.map((value) => ({ value, label: t(`sidebar.notify.${value}`) }))}
          onChange={(notify) => prefer({ notify })}
        />
        {room.kind !== "direct" && (
          <>
            <MenuLine />
            <MenuItem onSelect={() => setAsked("leave")}>
              <LogOut size={15} aria-hidden="true" />
              {t("details.leave")}
            </MenuItem>
          </>
        )}
      </Menu>
      {asked === "why" && <WhyUnread room={room} name={name} onClose={done} />}
      {asked === "leave" && <LeaveRoom room={room} name={name} onLeft={() => isAt(room) && go("/")} onClose={done} />}
    </>
  );

  /** Back to before the newest message of somebody else; one's own never counts. */
  async function markNewestUnread() {
    await client.openRoom(room.roomId).catch(() => undefined);
    const state = client.rooms.get().get(room.roomId);
    const me = client.me.get()?.id;
    const newest = state?.messages.findLast((message) => message.authorId !== me && !message.deletedAt);
    if (!newest) return tell(t("unread.nothingToMark"));
    await mark(newest.seq - 1, true);
  }
}
