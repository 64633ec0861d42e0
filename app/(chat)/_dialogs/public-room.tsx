"use client";
import { useMutation } from "@tanstack/react-query";
import { Check, Hash } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient, useRoomPart } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import type { ListedRoom } from "#contract/rest-answers.ts";

/** A room that one is in, or may join. */
export function PublicRoom({ room, onDone }: { room: ListedRoom; onDone: () => void }) {
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
    <li className="flex items-center gap-3 border-line border-b py-2.5 last:border-0">
      <Hash size={15} aria-hidden="true" className="mt-1 shrink-0 self-start text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" dir="auto">
          {room.name}
        </p>
        {room.topic && (
          <p className="truncate text-ink-soft text-sm" title={room.topic} dir="auto">
            {room.topic}
          </p>
        )}
        <p className="flex items-center gap-3 text-ink-faint text-sm">
          {room.memberCount !== undefined && <span>{t("rooms.members", { n: room.memberCount })}</span>}
          {mine && (
            <span className="flex items-center gap-1">
              <Check size={14} aria-hidden="true" />
              {t("rooms.joined")}
            </span>
          )}
        </p>
        {join.error && (
          <p role="alert" className="text-danger text-sm">
            {failure(join.error)}
          </p>
        )}
      </div>
      {mine ? (
        <Button small kind="quiet" onClick={open} aria-label={t("rooms.openNamed", { name: room.name })}>
          {t("rooms.open")}
        </Button>
      ) : (
        <Button
          small
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
