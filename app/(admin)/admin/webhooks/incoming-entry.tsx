"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { Button } from "#app/_components/button.tsx";
import { useLastUsed } from "#app/_components/use-last-used.ts";
import { roomPath } from "#app/_gateway/address.ts";
import { useUser } from "#app/_gateway/hooks.ts";
import type { PlacedWebhook } from "#contract/integrations.ts";
import { adminRest } from "../_frame/rest.ts";
import { adminSentence } from "../_frame/sentence.ts";
import { useWebhooksChanged } from "./use-webhooks.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

export function IncomingEntry({ hook }: { hook: PlacedWebhook }) {
  const t = useTranslations();
  const changed = useWebhooksChanged();
  const by = useUser(hook.createdBy);
  const [ending, setEnding] = useState(false);
  const { id, name, room } = hook;
  const used = useLastUsed(hook.lastUsedAt);

  async function end(): Promise<string | null> {
    const params = { room: room.roomId, id };
    const result = await adminRest("incomingWebhooks.delete", { params });
    if (!result.ok) return adminSentence(t, result, "incomingWebhooks.delete");
    await changed.incoming();
    return null;
  }

  return (
    <li className="flex min-h-14 items-center gap-3 py-2">
      <Avatar id={hook.botId} name={name} />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap gap-x-2">
          <span translate="no" className="max-w-full truncate font-medium" dir="auto">
            {name}
          </span>
          <a
            href={roomPath(room)}
            className="max-w-full truncate text-accent underline decoration-1 underline-offset-2"
            dir="auto"
          >
            {room.name}
          </a>
        </p>
        <p className="text-ink-faint text-sm">
          {t("invites.by", { name: by?.name ?? t("common.someone") })}, {used}
        </p>
      </div>
      <Button small onClick={() => setEnding(true)} aria-label={t("admin.incoming.endNamed", { name })}>
        {t("admin.incoming.end")}
      </Button>
      {ending && (
        <Confirm
          title={t("admin.incoming.endTitle", { name })}
          body={t("admin.incoming.endBody", { room: room.name })}
          action={t("admin.incoming.end")}
          busy={t("common.saving")}
          onConfirm={end}
          onClose={() => setEnding(false)}
        />
      )}
    </li>
  );
}
