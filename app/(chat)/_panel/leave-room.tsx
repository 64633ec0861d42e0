"use client";
import { useTranslations } from "use-intl";
import Confirm from "#app/_components/confirm.tsx";
import { useCommand } from "#app/_gateway/hooks.ts";
import type { MyRoom } from "#contract/entities.ts";

type Props = { room: MyRoom; name: string; onLeft: () => void; onClose: () => void };

/** Asks before one leaves a room. */
export default function LeaveRoom({ room, name, onLeft, onClose }: Props) {
  const t = useTranslations();
  const run = useCommand();

  async function leave(): Promise<string | null> {
    const failed = await run("leaveRoom", {}, room.roomId);
    if (failed === null) onLeft();
    return failed;
  }

  return (
    <Confirm
      title={t("details.leaveTitle", { room: name })}
      body={room.kind === "public" ? t("details.leavePublic") : t("details.leavePrivate")}
      action={t("details.leave")}
      busy={t("details.leaving")}
      onConfirm={leave}
      onClose={onClose}
    />
  );
}
