"use client";
import { useTranslations } from "use-intl";
import { useMe, useRoomHeader, useUsers } from "#app/_gateway/hooks.ts";
import { othersOf } from "#app/_gateway/room-name.ts";

/** What stands above the first message; in an empty room it says what to do. */
export function Beginning({ roomId, name, empty }: { roomId: string; name: string; empty: boolean }) {
  const t = useTranslations();
  const room = useRoomHeader(roomId);
  const me = useMe();
  const users = useUsers();
  if (!room) return null;
  const others = othersOf(room, me.id);
  const alone = room.kind === "direct" && others[0] === me.id;
  const names = others.map((id) => users.get(id)?.name ?? t("common.someone")).join(", ");
  const says =
    room.kind !== "direct"
      ? t("conversation.start", { room: name })
      : alone
        ? t("conversation.startSelf")
        : t("conversation.startDirect", { names });
  return (
    <div className="px-4 pt-8 pb-2 md:px-6">
      <p className="font-semibold text-lg" dir="auto">
        {says}
      </p>
      {empty && !alone && <p className="mt-1 text-ink-soft">{t("conversation.empty")}</p>}
    </div>
  );
}
