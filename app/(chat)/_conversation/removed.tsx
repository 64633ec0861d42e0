"use client";
import { useTranslations } from "use-intl";
import { RoomProblem } from "./room-problem.tsx";
import Unsent from "./unsent.tsx";

/** In place of a room that one was in until now. */
export default function Removed({ roomId, name }: { roomId: string; name: string }) {
  const t = useTranslations();
  return (
    <main className="flex h-full">
      <RoomProblem
        title={t("conversation.removedTitle", { room: name })}
        body={t("conversation.removedBody")}
        home
        below={<Unsent roomId={roomId} />}
      />
    </main>
  );
}
