"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "#app/_components/button.tsx";
import { useClient } from "#app/_gateway/hooks.ts";
import { answerOf, RestFailure } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import { MessagesSkeleton } from "../_shell/skeleton.tsx";
import { RoomProblem } from "./room-problem.tsx";

/** A room that this page does not know as mine: one to join, one that just became mine, or none. */
export function RoomGate({ roomRef }: { roomRef: string }) {
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

  if (room.isPending) return <MessagesSkeleton />;
  const missing = room.error instanceof RestFailure && room.error.error.code === "notFound";
  return (
    <main className="flex h-full">
      {room.data ? (
        <RoomProblem
          title={text.conversation.previewTitle(room.data.name)}
          body={join.error?.message ?? (room.data.topic || text.conversation.previewBody)}
          home
        >
          <Button kind="primary" disabled={join.isPending} onClick={() => join.mutate()}>
            {join.isPending ? text.rooms.joining : text.rooms.join}
          </Button>
        </RoomProblem>
      ) : missing ? (
        <RoomProblem title={text.conversation.missingTitle} body={text.conversation.missingBody} home />
      ) : (
        <RoomProblem
          title={text.conversation.failedTitle}
          body={text.conversation.failedBody}
          onRetry={() => room.refetch()}
          home
        />
      )}
    </main>
  );
}
