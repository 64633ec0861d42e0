"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Field } from "#app/_components/field.tsx";
import { fold } from "#app/_components/fold.ts";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient, useRoomPart } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import type { MyRoom } from "#contract/entities.ts";

export default function BrowseRooms({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const failure = useFailure();
  const [wanted, setWanted] = useState("");
  const rooms = useQuery({
    queryKey: ["rooms", "browse"],
    queryFn: () => answerOf("rooms.list", { query: { browse: "true" } }),
    staleTime: 0,
  });
  const found = rooms.data?.rooms.filter(({ name, topic }) => fold(`${name} ${topic}`).includes(fold(wanted.trim())));

  return (
    <Dialog title={t("rooms.browseTitle")} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <Field
          label={t("rooms.search")}
          hideLabel
          placeholder={t("rooms.search")}
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        {rooms.isPending && <ListSkeleton />}
        {rooms.error && <Notice>{failure(rooms.error)}</Notice>}
        {found?.length === 0 && (
          <p className="py-4 text-center text-ink-soft">{wanted ? t("rooms.noneFound") : t("rooms.noneAtAll")}</p>
        )}
        <ul className="flex flex-col">
          {found?.map((room) => (
            <RoomEntry key={room.roomId} room={room} onDone={onClose} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function RoomEntry({ room, onDone }: { room: MyRoom; onDone: () => void }) {
  const t = useTranslations();
  const failure = useFailure();
  const client = useClient();
  const mine = useRoomPart(room.roomId, (state) => state !== undefined);
  const join = useMutation({
    mutationFn: () => answerOf("rooms.join", { params: { room: room.roomId } }),
    onSuccess: ({ room: joined }) => {
      client.addRoom(joined);
      open();
    },
  });
  const open = () => {
    onDone();
    go(roomPath(room));
  };
  return (
    <li className="flex items-center gap-3 border-line border-b py-2 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" dir="auto">
          {room.name}
        </p>
        {(join.error || room.topic) && (
          <p className={join.error ? "text-danger text-sm" : "truncate text-ink-soft text-sm"} dir="auto">
            {failure(join.error) ?? room.topic}
          </p>
        )}
      </div>
      {mine ? (
        <Button small onClick={open} aria-label={t("rooms.openNamed", { name: room.name })}>
          {t("rooms.open")}
        </Button>
      ) : (
        <Button
          small
          kind="primary"
          disabled={join.isPending}
          onClick={() => join.mutate()}
          aria-label={t("rooms.joinNamed", { name: room.name })}
        >
          {join.isPending ? t("rooms.joining") : t("rooms.join")}
        </Button>
      )}
    </li>
  );
}
