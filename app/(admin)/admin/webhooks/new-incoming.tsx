"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#app/_components/field.tsx";
import { FormDialog } from "../_frame/form-dialog.tsx";
import { OnceDialog } from "../_frame/once-dialog.tsx";
import { adminAnswerOf, useAdminFailure } from "../_frame/rest.ts";
import { RoomField } from "../_frame/room-field.tsx";
import { useRoomChoices } from "../_frame/use-room-choices.ts";
import { useWebhooksChanged } from "./use-webhooks.ts";

/** A room and a name; then the address, which is shown this once. */
export function NewIncoming({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const changed = useWebhooksChanged();
  const choices = useRoomChoices();
  const [room, setRoom] = useState("");
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => adminAnswerOf("incomingWebhooks.create", { params: { room }, body: { name } }),
    onSuccess: changed.incoming,
  });

  if (make.data) return <Made name={name} url={make.data.url} onClose={onClose} />;
  return (
    <FormDialog
      title={t("admin.incoming.newTitle")}
      action={t("admin.incoming.make")}
      doing={t("admin.making")}
      pending={make.isPending}
      problem={failure(make.error)}
      onSubmit={make.mutate}
      onClose={onClose}
    >
      <Field
        label={t("rooms.name")}
        hint={t("admin.incoming.nameHint")}
        required
        maxLength={80}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <RoomField
        label={t("admin.incoming.room")}
        none={t("admin.chooseRoom")}
        required
        rooms={choices}
        value={room}
        onChange={setRoom}
      />
    </FormDialog>
  );
}

function Made({ name, url, onClose }: { name: string; url: string; onClose: () => void }) {
  const t = useTranslations();
  const example = `curl -H 'Content-Type: application/json' \\\n  -d '{"text": "*Done* in 42 s"}' \\\n  ${url}`;
  return (
    <OnceDialog
      title={t("admin.incoming.madeTitle", { name })}
      label={t("admin.incoming.address")}
      secret={url}
      once={t("admin.incoming.once")}
      onClose={onClose}
    >
      <div className="flex flex-col gap-1.5">
        <p className="font-medium text-sm">{t("admin.incoming.how")}</p>
        <ul className="flex list-disc flex-col gap-1 ps-5 text-ink-soft text-sm marker:text-ink-faint">
          <li>{t("admin.incoming.alertmanager")}</li>
          <li>{t("admin.incoming.grafana")}</li>
          <li>{t("admin.incoming.gitlab")}</li>
        </ul>
      </div>
      <div className="flex flex-col gap-1.5">
        <p className="font-medium text-sm">{t("admin.incoming.byHand")}</p>
        <pre
          dir="ltr"
          translate="no"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys.
          tabIndex={0}
          role="region"
          aria-label={t("admin.incoming.byHand")}
          className="overflow-x-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5"
        >
          {example}
        </pre>
      </div>
    </OnceDialog>
  );
}
