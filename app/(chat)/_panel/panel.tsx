"use client";
import { X } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import { useMe, useRoomPart } from "#app/_gateway/hooks.ts";
import { permissionsOf } from "#app/_gateway/permissions.ts";
import type { MyRoom } from "#contract/entities.ts";
import { useCover } from "../_shell/use-cover.ts";
import { About } from "./about.tsx";
import { Members } from "./members.tsx";
import { Notify } from "./notify.tsx";
import { RoomActions } from "./room-actions.tsx";
import { useEscape } from "./use-escape.ts";

type Props = { room: MyRoom; name: string; onClose: () => void; onLeft: () => void };

/** Beside the conversation: what the room is about, who is in it, and what one may do. On a phone it covers it. */
export default function Panel({ room, name, onClose, onLeft }: Props) {
  const t = useTranslations();
  const me = useMe();
  const role = useRoomPart(room.roomId, (state) => state?.members?.get(me.id)?.role);
  const permissions = permissionsOf(room, me, role);
  const screen = useRef<HTMLElement>(null);
  useCover(screen);
  useEscape(screen, onClose);
  return (
    <aside
      ref={screen}
      data-slides="panel"
      aria-label={t("details.label", { room: name })}
      className="z-20 flex w-(--panel) shrink-0 flex-col border-line border-s bg-canvas max-md:touch-slides max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:shadow-float max-md:w-full max-md:border-0"
    >
      <header className="flex h-14 shrink-0 items-center border-line border-b ps-5 pe-2">
        <h2 className="flex-1 font-semibold">{t("details.title")}</h2>
        <IconButton label={t("common.close")} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="flex flex-1 flex-col gap-6 overflow-y-auto px-5 py-4 pb-[max(var(--safe-bottom),1rem)] max-md:touch-slides">
        <About room={room} name={name} editable={permissions.moderate && !room.archivedAt} />
        <Notify room={room} />
        <Members room={room} name={name} permissions={permissions} />
        {room.kind !== "direct" && <RoomActions room={room} name={name} permissions={permissions} onLeft={onLeft} />}
      </div>
    </aside>
  );
}
