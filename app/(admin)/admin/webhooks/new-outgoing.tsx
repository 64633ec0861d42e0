"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { FormDialog } from "../_frame/form-dialog.tsx";
import { OnceDialog } from "../_frame/once-dialog.tsx";
import { adminAnswerOf, useAdminFailure } from "../_frame/rest.ts";
import { RoomField } from "../_frame/room-field.tsx";
import { useRoomChoices } from "../_frame/use-room-choices.ts";
import { OutgoingFields, type Wanted } from "./outgoing-fields.tsx";
import { useWebhooksChanged } from "./use-webhooks.ts";

/** Where to, of which rooms and what; then the secret, which is shown this once. */
export function NewOutgoing({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const changed = useWebhooksChanged();
  const choices = useRoomChoices();
  const [wanted, setWanted] = useState<Wanted>({ name: "", url: "", events: ["message.created"] });
  const [room, setRoom] = useState("");
  const [unchosen, setUnchosen] = useState(false);
  const make = useMutation({
    mutationFn: () =>
      adminAnswerOf("outgoingWebhooks.create", {
        body: { ...wanted, events: [...wanted.events], ...(room && { room }) },
      }),
    onSuccess: changed.outgoing,
  });

  function submit() {
    const none = wanted.events.length === 0;
    setUnchosen(none);
    if (!none) make.mutate();
  }

  if (make.data)
    return (
      <OnceDialog
        title={t("admin.outgoing.madeTitle", { name: make.data.webhook.name })}
        label={t("admin.outgoing.secret")}
        secret={make.data.secret}
        once={t("admin.outgoing.once")}
        onClose={onClose}
      >
        <p className="text-ink-soft text-sm">{t("admin.outgoing.verify")}</p>
      </OnceDialog>
    );
  return (
    <FormDialog
      title={t("admin.outgoing.newTitle")}
      action={t("admin.outgoing.make")}
      doing={t("admin.making")}
      pending={make.isPending}
      problem={unchosen ? t("admin.outgoing.noEvents") : failure(make.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <OutgoingFields wanted={wanted} onChange={setWanted} />
      <RoomField
        label={t("admin.outgoing.ofRoom")}
        none={t("admin.outgoing.everyRoom")}
        rooms={choices}
        value={room}
        onChange={setRoom}
      />
    </FormDialog>
  );
}
