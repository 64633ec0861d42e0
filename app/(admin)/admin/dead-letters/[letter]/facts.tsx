"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { InspectedDeadLetter } from "#contract/integrations.ts";
import { useRoomChoices } from "../../_frame/use-room-choices.ts";
import { When } from "../../_frame/when.tsx";

/** Where to, of what, and when. */
export function Facts({ letter }: { letter: InspectedDeadLetter }) {
  const t = useTranslations();
  const room = useRoomChoices().find(({ roomId }) => roomId === letter.roomId);
  const { webhook, seq } = letter;
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[auto_1fr]">
      {webhook && (
        <Fact name={t("admin.letters.webhook")}>
          <bdi translate="no">{webhook.name}</bdi>
        </Fact>
      )}
      {webhook && (
        <Fact name={t("admin.letters.address")}>
          <bdi dir="ltr" translate="no">
            {webhook.url}
          </bdi>
        </Fact>
      )}
      {room && (
        <Fact name={t("admin.letters.room")}>
          <a
            href={`/r/${encodeURIComponent(room.slug)}${seq === undefined ? "" : `/${seq}`}`}
            className="text-accent underline decoration-1 underline-offset-2"
          >
            <bdi>{room.name}</bdi>
          </a>
        </Fact>
      )}
      <Fact name={t("admin.letters.happened")}>
        <When at={letter.createdAt} />
      </Fact>
      <Fact name={t("admin.letters.died")}>
        <When at={letter.diedAt} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents max-sm:block">
      <dt className="text-ink-faint text-sm leading-6">{name}</dt>
      <dd className="wrap-anywhere min-w-0 leading-6">{children}</dd>
    </div>
  );
}
