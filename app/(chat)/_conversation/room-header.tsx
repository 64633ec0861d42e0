"use client";
import { Hash, Lock, PanelRight, Users } from "lucide-react";
import { useTranslations } from "use-intl";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { useMe, usePresence, useRoomPart } from "#app/_gateway/hooks.ts";
import { othersOf } from "#app/_gateway/room-name.ts";
import type { MyRoom } from "#contract/entities.ts";
import { openCard } from "../_people/open-card.ts";
import { BackLink } from "../_shell/back-link.tsx";

type Props = { room: MyRoom; name: string; panelOpen: boolean; onPanel: () => void };

export function RoomHeader({ room, name, panelOpen, onPanel }: Props) {
  const t = useTranslations();
  const count = useRoomPart(
    room.roomId,
    (state) => [...(state?.members?.values() ?? [])].filter((member) => !member.leftAt).length,
  );
  const me = useMe();
  const others = room.kind === "direct" ? othersOf(room, me.id) : [];
  /** With whom alone one talks here. */
  const only = others.length === 1 ? others[0] : undefined;
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-line border-b ps-1.5 pe-2 md:ps-6 md:pe-3">
      <BackLink />
      <div className="min-w-0 flex-1">
        <h1 className="flex items-center gap-1.5 font-semibold leading-5">
          <span className="shrink-0 text-ink-faint">
            <Sign room={room} only={only} />
          </span>
          {only ? (
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={({ currentTarget }) => openCard({ userId: only, roomId: room.roomId, opener: currentTarget })}
              className="min-h-6 truncate rounded hover:underline touch:min-h-11"
              dir="auto"
            >
              {name}
            </button>
          ) : (
            <span className="truncate" dir="auto">
              {name}
            </span>
          )}
        </h1>
        {room.topic && (
          <p className="truncate text-ink-faint text-sm leading-5" title={room.topic} dir="auto">
            {room.topic}
          </p>
        )}
      </div>
      <button
        type="button"
        aria-expanded={panelOpen}
        title={t("conversation.details")}
        onClick={onPanel}
        className="inline-flex h-9 shrink-0 items-center gap-2 rounded-md px-2.5 text-ink-soft text-sm tabular-nums hover:bg-hover aria-expanded:bg-hover touch:h-11"
      >
        <Users size={16} aria-hidden="true" />
        <span className="sr-only">{t("conversation.details")}</span>
        {count > 0 && <span>{count}</span>}
        <PanelRight size={16} aria-hidden="true" className="max-md:hidden" />
      </button>
    </header>
  );
}

function Sign({ room, only }: { room: MyRoom; only: string | undefined }) {
  if (only) return <OneDot userId={only} />;
  const Icon = room.kind === "public" ? Hash : room.kind === "private" ? Lock : Users;
  return <Icon size={16} aria-hidden="true" />;
}

const OneDot = ({ userId }: { userId: string }) => <PresenceDot presence={usePresence(userId)} />;
