"use client";
import clsx from "clsx";
import { Hash, Lock, Users } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { roomPath } from "#app/_gateway/address.ts";
import { useMe, usePresence, useRoomPart, useUsers } from "#app/_gateway/hooks.ts";
import { InAppLink } from "#app/_gateway/in-app-link.tsx";
import { othersOf, roomName } from "#app/_gateway/room-name.ts";

/** A room in the sidebar: bold while something in it is unread, with how much. */
export const RoomLink = memo(function RoomLink({ roomId, current }: { roomId: string; current: string | null }) {
  const t = useTranslations();
  const room = useRoomPart(roomId, (state) => state?.room);
  const unread = useRoomPart(roomId, (state) => state?.unread ?? 0);
  const mentions = useRoomPart(roomId, (state) => state?.mentions ?? 0);
  const users = useUsers();
  const me = useMe();
  if (!room) return null;
  const here = current === room.roomId || (room.slug !== "" && current === room.slug);
  const others = room.kind === "direct" ? othersOf(room, me.id) : [];
  const loud = mentions > 0 || room.kind === "direct";

  return (
    <li>
      <InAppLink
        href={roomPath(room)}
        aria-current={here ? "page" : undefined}
        className={clsx(
          "flex h-8 items-center gap-2 rounded-md px-2.5 touch:h-11",
          here ? "bg-accent-soft text-ink" : "hover:bg-hover",
          unread > 0 ? "font-semibold text-ink" : "text-ink-soft",
        )}
      >
        <span className="flex w-4 shrink-0 justify-center text-ink-faint">
          {others.length === 1 && others[0] ? <Dot userId={others[0]} /> : <RoomIcon kind={room.kind} />}
        </span>
        <span className="min-w-0 flex-1 truncate" dir="auto">
          {roomName(t, room, me.id, users)}
        </span>
        {unread > 0 && (
          <span
            className={clsx(
              "rounded-full px-1.5 text-xs tabular-nums leading-5",
              loud ? "bg-accent font-semibold text-accent-ink" : "bg-line font-medium text-ink",
            )}
          >
            <span aria-hidden="true">{unread > 999 ? "999+" : unread}</span>
            <span className="sr-only">{t("sidebar.unread", { n: unread })}</span>
          </span>
        )}
      </InAppLink>
    </li>
  );
});

function RoomIcon({ kind }: { kind: "public" | "private" | "direct" }) {
  const Icon = kind === "public" ? Hash : kind === "private" ? Lock : Users;
  return <Icon size={15} aria-hidden="true" />;
}

const Dot = ({ userId }: { userId: string }) => <PresenceDot presence={usePresence(userId)} />;
