"use client";
import { Archive, ArchiveRestore, LogOut } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { go } from "#app/_gateway/address.ts";
import type { Permissions } from "#app/_gateway/permissions.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { MyRoom } from "#contract/entities.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });
const LeaveRoom = dynamic(() => import("./leave-room.tsx"), { ssr: false });

type Props = { room: MyRoom; name: string; permissions: Permissions; onLeft: () => void };

/** Leaving and archiving, which ask first. */
export function RoomActions({ room, name, permissions, onLeft }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const [asking, setAsking] = useState<"leave" | "archive" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const done = () => setAsking(null);

  async function archive(archived: boolean): Promise<string | null> {
    const result = await rest("rooms.update", { params: { room: room.roomId }, body: { archived } });
    return result.ok ? null : sentence(result, "rooms.update");
  }

  return (
    <section className="flex flex-col items-start gap-1 border-line border-t pt-4">
      {permissions.own &&
        (room.archivedAt ? (
          <Button kind="quiet" className="-ms-4" onClick={async () => setProblem(await archive(false))}>
            <ArchiveRestore size={16} aria-hidden="true" />
            {t("details.unarchive")}
          </Button>
        ) : (
          <Button kind="quiet" className="-ms-4" onClick={() => setAsking("archive")}>
            <Archive size={16} aria-hidden="true" />
            {t("details.archive")}
          </Button>
        ))}
      <Button kind="quiet" className="-ms-4" onClick={() => setAsking("leave")}>
        <LogOut size={16} aria-hidden="true" />
        {t("details.leave")}
      </Button>
      {problem && <Notice>{problem}</Notice>}
      {asking === "leave" && (
        <LeaveRoom
          room={room}
          name={name}
          onLeft={() => {
            onLeft();
            go("/");
          }}
          onClose={done}
        />
      )}
      {asking === "archive" && (
        <Confirm
          title={t("details.archiveTitle", { room: name })}
          body={t("details.archiveBody")}
          action={t("details.archive")}
          busy={t("details.archiving")}
          onConfirm={() => archive(true)}
          onClose={done}
        />
      )}
    </section>
  );
}
