"use client";
import { CheckCheck, Compass, Plus, Search, SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import { useAddress } from "#app/_gateway/address.ts";
import { useRoomsKnown } from "#app/_gateway/use-rooms-known.ts";
import { isMac } from "../_finding/shortcuts.ts";
import { useMarkAllRead } from "../_finding/use-mark-all-read.ts";
import { useOpenDialog } from "../_shell/open-dialog.ts";
import { SidebarSkeleton } from "../_shell/skeleton.tsx";
import { ConnectionMark } from "./connection-mark.tsx";
import { Section } from "./section.tsx";
import { useSections } from "./use-sections.ts";
import { WorkspaceMenu } from "./workspace-menu.tsx";

/** How far down the list is: a phone's goes while one reads, and comes back as it was; pixels. */
let scrolled = 0;
function keepScrolled(box: HTMLElement | null) {
  if (box) box.scrollTop = scrolled;
  return () => {
    scrolled = box?.scrollTop ?? 0;
  };
}

/** `children`: what else belongs to it, as its edge. */
export function Sidebar({ children }: { children?: ReactNode }) {
  const t = useTranslations();
  const address = useAddress();
  const open = useOpenDialog();
  const known = useRoomsKnown();
  const markAllRead = useMarkAllRead();
  const { unread, favourites, rooms, direct, archived } = useSections();
  const current = address.screen === "room" ? address.room : null;

  return (
    <nav aria-label={t("sidebar.label")} className="flex h-full flex-col">
      <WorkspaceMenu />
      <div className="shrink-0 px-2">
        <button
          type="button"
          aria-keyshortcuts={isMac() ? "Meta+K" : "Control+K"}
          onClick={() => open("switcher")}
          className="flex h-8 w-full items-center gap-2 rounded-md border border-line bg-canvas px-2.5 text-start text-ink-faint hover:border-line-strong touch:h-11"
        >
          <Search size={15} aria-hidden="true" className="shrink-0" />
          <span className="min-w-0 flex-1 truncate">{t("sidebar.find")}</span>
          <kbd className="font-sans text-xs touch:hidden" dir="ltr">
            {isMac() ? "⌘K" : `${t("keyboard.ctrl")} K`}
          </kbd>
        </button>
      </div>
      {known ? (
        <div ref={keepScrolled} className="flex-1 overflow-y-auto px-2 pb-4">
          {unread.length > 0 && (
            <Section
              name="unread"
              title={t("sidebar.unreadFirst")}
              roomIds={unread}
              current={current}
              actions={
                <IconButton label={t("sidebar.markAllRead")} className="size-7" onClick={markAllRead}>
                  <CheckCheck size={16} aria-hidden="true" />
                </IconButton>
              }
            />
          )}
          {favourites.length > 0 && (
            <Section name="favourites" title={t("sidebar.favourites")} roomIds={favourites} current={current} />
          )}
          <Section
            name="rooms"
            title={t("sidebar.rooms")}
            roomIds={rooms}
            current={current}
            {...(unread.length + favourites.length === 0 && { empty: t("sidebar.noRooms") })}
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
          />
          <Section
            name="direct"
            title={t("sidebar.direct")}
            roomIds={direct}
            current={current}
            {...(unread.length + favourites.length === 0 && { empty: t("sidebar.noDirect") })}
            actions={
              <IconButton label={t("sidebar.newDirect")} className="size-7" onClick={() => open("direct")}>
                <SquarePen size={15} aria-hidden="true" />
              </IconButton>
            }
          />
          {archived.length > 0 && (
            <Section
              name="archived"
              title={t("sidebar.archived")}
              roomIds={archived}
              current={current}
              collapsedAtFirst
            />
          )}
        </div>
      ) : (
        <div className="flex-1">
          <SidebarSkeleton />
        </div>
      )}
      <ConnectionMark />
      {children}
    </nav>
  );
}
