"use client";
import { Compass, Plus } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { goInstead, roomPath } from "#app/_gateway/address.ts";
import { useClient, useGateway } from "#app/_gateway/hooks.ts";
import { sections } from "#app/_gateway/room-order.ts";
import { useSelected } from "#app/_gateway/store.ts";
import { useRoomsKnown } from "#app/_gateway/use-rooms-known.ts";
import { recentRooms } from "../_finding/recent.ts";
import { useOpenDialog } from "./open-dialog.ts";
import { ScreenSkeleton } from "./skeleton.tsx";

/** "/" on a wide screen (a phone shows the sidebar): the last or first room; without any room, what to do. */
export function Home() {
  const t = useTranslations();
  const { workspace } = useGateway();
  const open = useOpenDialog();
  const target = useSelected(useClient().rooms, (rooms) => {
    const { rooms: named, direct } = sections(rooms.values());
    const paths = [...named, ...direct].map((state) => roomPath(state.room));
    return recentRooms().find((path) => paths.includes(path)) ?? paths[0] ?? null;
  });
  const known = useRoomsKnown();

  useEffect(() => {
    if (target) goInstead(target);
  }, [target]);

  if (target || !known) return <ScreenSkeleton />;
  return (
    <main className="flex h-full flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{t("home.emptyTitle", { workspace: workspace.name })}</h1>
      <p className="text-ink-soft">{t("home.emptyBody")}</p>
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        <Button kind="primary" onClick={() => open("createRoom")}>
          <Plus size={16} aria-hidden="true" />
          {t("sidebar.createRoom")}
        </Button>
        <Button onClick={() => open("browse")}>
          <Compass size={16} aria-hidden="true" />
          {t("sidebar.browse")}
        </Button>
      </div>
    </main>
  );
}
