"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Hash } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { roomPath } from "#app/_gateway/address.ts";
import type { User } from "#contract/entities.ts";
import { AdminSection } from "../../_frame/admin-section.tsx";
import { adminAnswerOf, useAdminFailure } from "../../_frame/rest.ts";
import { RoomField } from "../../_frame/room-field.tsx";
import { useRoomChoices } from "../../_frame/use-room-choices.ts";

/** Where the bot is; it reads and writes there alone. */
export function BotRooms({ bot }: { bot: User }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const rooms = useQuery({
    queryKey: ["botRooms", bot.id],
    queryFn: () => adminAnswerOf("botRooms.list", { params: { id: bot.id } }),
    staleTime: 0,
  });
  const there = rooms.data?.rooms ?? [];
  return (
    <AdminSection title={t("admin.bots.rooms")} lead={t("admin.bots.roomsLead")}>
      {!bot.deactivatedAt && rooms.data && <AddToRoom botId={bot.id} there={there.map(({ roomId }) => roomId)} />}
      {rooms.isPending && <ListSkeleton />}
      {rooms.error && <Notice>{failure(rooms.error)}</Notice>}
      {rooms.data && there.length === 0 && <p className="text-ink-faint">{t("admin.bots.noRooms")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {there.map((room) => (
          <li key={room.roomId}>
            <a
              href={roomPath(room)}
              className="-mx-2 flex min-h-10 items-center gap-2.5 rounded-md px-2 hover:bg-hover touch:min-h-11"
            >
              <Hash size={15} aria-hidden="true" className="shrink-0 text-ink-faint" />
              <span className="min-w-0 truncate" dir="auto">
                {room.name}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </AdminSection>
  );
}

function AddToRoom({ botId, there }: { botId: string; there: readonly string[] }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const queries = useQueryClient();
  const [room, setRoom] = useState("");
  const choices = useRoomChoices().filter(({ roomId }) => !there.includes(roomId));
  const add = useMutation({
    mutationFn: () => adminAnswerOf("members.put", { params: { room, userId: botId }, body: {} }),
    onSuccess: () => {
      setRoom("");
      return queries.invalidateQueries({ queryKey: ["botRooms", botId] });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="flex items-end gap-2">
        <div className="min-w-0 max-w-sm flex-1">
          <RoomField
            label={t("admin.bots.addTo")}
            none={t("admin.chooseRoom")}
            required
            rooms={choices}
            value={room}
            onChange={setRoom}
          />
        </div>
        <Button type="submit" disabled={add.isPending}>
          {t("details.addSubmit")}
        </Button>
      </div>
      {add.error && <Notice>{failure(add.error)}</Notice>}
    </form>
  );
}
