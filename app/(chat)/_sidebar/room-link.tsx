"use client";
import clsx from "clsx";
import { BellOff, CircleAlert, Ellipsis, Hash, Lock, Pencil, Users } from "lucide-react";
import { type ComponentProps, memo, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { useLater } from "#app/_components/use-later.ts";
import { roomPath } from "#app/_gateway/address.ts";
import { useMe, useOutbox, usePresence, useRoomHeader, useRoomPart, useUsers } from "#app/_gateway/hooks.ts";
import { InAppLink } from "#app/_gateway/in-app-link.tsx";
import { othersOf, roomName } from "#app/_gateway/room-name.ts";
import type { MyRoom } from "#contract/entities.ts";
import { useHasDraft } from "../_conversation/drafts.ts";
import { useLongPress } from "../_conversation/use-long-press.ts";

const loadMenu = () => import("./room-menu.tsx");

/** A room in the sidebar: bold while something in it is unread, with how much; its menu by "…", right click or long press. */
export const RoomLink = memo(function RoomLink({ roomId, current }: { roomId: string; current: string | null }) {
  const t = useTranslations();
  const room = useRoomHeader(roomId);
  const users = useUsers();
  const me = useMe();
  const [wanted, setWanted] = useState(0);
  const Menu = useLater(loadMenu, wanted > 0);
  const openMenu = () => setWanted(wanted + 1);
  const press = useLongPress(openMenu, { links: true });
  if (!room) return null;
  const name = roomName(t, room, me.id, users);
  const here = current === room.roomId || (room.slug !== "" && current === room.slug);
  const muted = room.preferences?.muted ?? false;

  return (
    <li className="group relative flex">
      <InAppLink
        href={roomPath(room)}
        aria-current={here ? "page" : undefined}
        {...press}
        onContextMenu={(event) => {
          press.onContextMenu(event);
          // Where holding opens one of the browser's own, the press does without it.
          if (event.defaultPrevented) return;
          event.preventDefault();
          openMenu();
        }}
        className={clsx(
          "flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2.5 touch:h-11 touch:select-none touch:[-webkit-touch-callout:none] touch:[-webkit-user-drag:none]",
          here ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        <span className="flex w-4 shrink-0 justify-center text-ink-faint">
          <Mark room={room} me={me.id} />
        </span>
        <Name roomId={roomId} muted={muted} here={here}>
          {name}
        </Name>
        {!here && <DraftMark roomId={roomId} />}
        <UnsentMark roomId={roomId} />
        {muted && <BellOff size={13} aria-label={t("sidebar.muted")} className="shrink-0 text-ink-faint" />}
        <Count roomId={roomId} direct={room.kind === "direct"} muted={muted} />
      </InAppLink>
      {Menu ? (
        <Menu key={wanted} room={room} name={name} trigger={<MenuButton name={name} />} />
      ) : (
        <MenuButton
          name={name}
          aria-haspopup="menu"
          aria-expanded={false}
          onPointerEnter={() => void loadMenu().catch(() => undefined)}
          onClick={() => setWanted(1)}
        />
      )}
    </li>
  );
});

function MenuButton({ name, ...props }: { name: string } & Omit<ComponentProps<"button">, "name">) {
  const t = useTranslations();
  return (
    <IconButton
      {...props}
      label={t("sidebar.roomMenu", { name })}
      className="absolute end-0 top-0 bg-inherit opacity-0 focus-visible:bg-raised focus-visible:opacity-100 group-hover:bg-raised group-hover:opacity-100 data-[state=open]:opacity-100 touch:pointer-events-none touch:size-11 touch:data-[state=closed]:opacity-0"
    >
      <Ellipsis size={15} aria-hidden="true" />
    </IconButton>
  );
}

function Name({ roomId, muted, here, children }: { roomId: string; muted: boolean; here: boolean; children: string }) {
  const unread = useRoomPart(roomId, (state) => (state?.unread ?? 0) > 0);
  const bold = unread && !muted;
  return (
    <span
      dir="auto"
      className={clsx(
        "min-w-0 flex-1 truncate",
        bold && "font-semibold",
        bold || here ? "text-ink" : muted ? "text-ink-faint" : "text-ink-soft",
      )}
    >
      {children}
    </span>
  );
}

/** Something was begun here and not sent; in the room that is open one sees it anyway. */
function DraftMark({ roomId }: { roomId: string }) {
  const t = useTranslations();
  if (!useHasDraft(roomId)) return null;
  return <Pencil size={13} aria-label={t("sidebar.draft")} className="shrink-0 text-ink-faint" />;
}

/** The server refused something that was written here. */
function UnsentMark({ roomId }: { roomId: string }) {
  const t = useTranslations();
  const n = useOutbox(roomId).filter(({ status }) => status === "refused").length;
  if (n === 0) return null;
  return <CircleAlert size={13} role="img" aria-label={t("sidebar.unsent", { n })} className="shrink-0 text-danger" />;
}

/** What is for oneself stands out; a muted room tells of mentions only. */
function Count({ roomId, direct, muted }: { roomId: string; direct: boolean; muted: boolean }) {
  const t = useTranslations();
  const unread = useRoomPart(roomId, (state) => state?.unread ?? 0);
  const mentions = useRoomPart(roomId, (state) => state?.mentions ?? 0);
  const n = muted ? mentions : unread;
  if (n === 0) return null;
  return (
    <span
      className={clsx(
        "shrink-0 rounded-full px-1.5 text-xs tabular-nums leading-5 group-hover:opacity-0 group-has-[[data-state=open]]:opacity-0 touch:group-hover:opacity-100",
        mentions > 0 || direct ? "bg-accent font-semibold text-accent-ink" : "bg-line font-medium text-ink",
      )}
    >
      <span aria-hidden="true">{n > 999 ? "999+" : n}</span>
      <span className="sr-only">{muted ? t("sidebar.mentions", { n }) : t("sidebar.unread", { n })}</span>
    </span>
  );
}

function Mark({ room, me }: { room: MyRoom; me: string }) {
  const others = room.kind === "direct" ? othersOf(room, me) : [];
  if (others.length === 1 && others[0]) return <Dot userId={others[0]} />;
  const Icon = room.kind === "public" ? Hash : room.kind === "private" ? Lock : Users;
  return <Icon size={15} aria-hidden="true" />;
}

const Dot = ({ userId }: { userId: string }) => <PresenceDot presence={usePresence(userId)} />;
