"use client";
import { ChevronRight, Compass, Plus, SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import { useAddress } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { sections } from "#app/_gateway/room-order.ts";
import { sameItems, useSelected } from "#app/_gateway/store.ts";
import { useRoomsKnown } from "#app/_gateway/use-rooms-known.ts";
import { useOpenDialog } from "../_shell/dialogs.tsx";
import { SidebarSkeleton } from "../_shell/skeleton.tsx";
import { ConnectionMark } from "./connection-mark.tsx";
import { RoomLink } from "./room-link.tsx";
import { WorkspaceMenu } from "./workspace-menu.tsx";

export function Sidebar() {
  const t = useTranslations();
  const client = useClient();
  const address = useAddress();
  const open = useOpenDialog();
  const known = useRoomsKnown();
  const rooms = useSelected(
    client.rooms,
    (all) => sections(all.values()).rooms.map((state) => state.room.roomId),
    sameItems,
  );
  const direct = useSelected(
    client.rooms,
    (all) => sections(all.values()).direct.map((state) => state.room.roomId),
    sameItems,
  );
  const archived = useSelected(
    client.rooms,
    (all) => sections(all.values()).archived.map((state) => state.room.roomId),
    sameItems,
  );
  const current = address.screen === "room" ? address.room : null;

  return (
    <nav aria-label={t("sidebar.label")} className="flex h-full flex-col">
      <WorkspaceMenu />
      {known ? (
        <div className="flex-1 overflow-y-auto px-2 pb-4">
          <Section
            title={t("sidebar.rooms")}
            empty={rooms.length === 0 ? t("sidebar.noRooms") : null}
            actions={
              <>
                <IconButton label={t("sidebar.browse")} className="size-7" onClick={() => open("browse")}>
                  <Compass size={15} aria-hidden="true" />
                </IconButton>
                <IconButton label={t("sidebar.createRoom")} className="size-7" onClick={() => open("createRoom")}>
                  <Plus size={16} aria-hidden="true" />
                </IconButton>
              </>
            }
          >
            {rooms.map((id) => (
              <RoomLink key={id} roomId={id} current={current} />
            ))}
          </Section>
          <Section
            title={t("sidebar.direct")}
            empty={direct.length === 0 ? t("sidebar.noDirect") : null}
            actions={
              <IconButton label={t("sidebar.newDirect")} className="size-7" onClick={() => open("direct")}>
                <SquarePen size={15} aria-hidden="true" />
              </IconButton>
            }
          >
            {direct.map((id) => (
              <RoomLink key={id} roomId={id} current={current} />
            ))}
          </Section>
          {archived.length > 0 && (
            <details className="group mt-3">
              <summary className="flex h-7 list-none items-center gap-1 rounded-md px-2.5 font-medium text-ink-faint text-sm hover:bg-hover touch:h-11 [&::-webkit-details-marker]:hidden">
                {t("sidebar.archived")}
                <ChevronRight
                  size={14}
                  aria-hidden="true"
                  className="rtl:-scale-x-100 group-open:rotate-90 rtl:group-open:-rotate-90"
                />
              </summary>
              <ul className="mt-0.5 flex flex-col gap-px">
                {archived.map((id) => (
                  <RoomLink key={id} roomId={id} current={current} />
                ))}
              </ul>
            </details>
          )}
        </div>
      ) : (
        <div className="flex-1">
          <SidebarSkeleton />
        </div>
      )}
      <ConnectionMark />
    </nav>
  );
}

type SectionProps = { title: string; empty: string | null; actions: ReactNode; children: ReactNode };

function Section({ title, empty, actions, children }: SectionProps) {
  return (
    <section className="mt-3" aria-label={title}>
      <header className="flex items-center ps-2.5 pe-1">
        <h2 className="flex-1 font-medium text-ink-faint text-sm">{title}</h2>
        {actions}
      </header>
      {empty ? (
        <p className="px-2.5 py-1 text-ink-faint text-sm">{empty}</p>
      ) : (
        <ul className="mt-0.5 flex flex-col gap-px">{children}</ul>
      )}
    </section>
  );
}
