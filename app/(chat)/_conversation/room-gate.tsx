"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { useClient } from "#app/_gateway/hooks.ts";
import { answerOf, RestFailure } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { ScreenSkeleton } from "../_shell/skeleton.tsx";
import { RoomProblem } from "./room-problem.tsx";
import Unsent from "./unsent.tsx";

/** A room that this page does not know as mine: one to join, one that just became mine, or none. */
export default function RoomGate({ roomRef }: { roomRef: string }) {
  const t = useTranslations();
  const failure = useFailure();
  const client = useClient();
  const room = useQuery({
    queryKey: ["room", roomRef],
    queryFn: async () => {
      const { room: found } = await answerOf("rooms.get", { params: { room: roomRef } });
      if (found.joinedSeq !== undefined) client.addRoom(found);
      return found;
    },
    retry: (failures, error) => failures < 2 && error instanceof RestFailure && error.error.retryable,
  });
  const join = useMutation({
    mutationFn: () => answerOf("rooms.join", { params: { room: roomRef } }),
    onSuccess: ({ room: joined }) => client.addRoom(joined),
  });

  if (room.isPending) return <ScreenSkeleton />;
  const missing = room.error instanceof RestFailure && room.error.error.code === "notFound";
  return (
    <main className="flex h-full">
      {room.data ? (
        <RoomProblem
          title={t("conversation.previewTitle", { room: room.data.name })}
          body={failure(join.error) ?? (room.data.topic || t("conversation.previewBody"))}
          home
        >
          <Button kind="primary" disabled={join.isPending} onClick={() => join.mutate()}>
            {join.isPending ? t("rooms.joining") : t("rooms.join")}
          </Button>
        </RoomProblem>
      ) : missing ? (
        <RoomProblem
          title={t("conversation.missingTitle")}
          body={t("conversation.missingBody")}
          home
          below={<Unsent />}
        />
      ) : (
        <RoomProblem
          title={t("conversation.failedTitle")}
          body={t("conversation.failedBody")}
          onRetry={() => room.refetch()}
          home
        />
      )}
    </main>
  );
}
