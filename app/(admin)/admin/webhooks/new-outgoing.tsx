"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { SelectField } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { adminAnswerOf, useAdminFailure } from "../_frame/rest.ts";
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

  function submit(event: FormEvent) {
    event.preventDefault();
    const none = wanted.events.length === 0;
    setUnchosen(none);
    if (!none) make.mutate();
  }

  if (make.data)
    return (
      <Dialog title={t("admin.outgoing.madeTitle", { name: make.data.webhook.name })} onClose={onClose}>
        <div className="flex flex-col gap-4">
          <CopyField label={t("admin.outgoing.secret")} value={make.data.secret} />
          <Notice kind="good">{t("admin.outgoing.once")}</Notice>
          <p className="text-ink-soft text-sm">{t("admin.outgoing.verify")}</p>
          <div className="flex justify-end">
            <Button kind="primary" onClick={onClose}>
              {t("admin.done")}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={t("admin.outgoing.newTitle")} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <OutgoingFields wanted={wanted} onChange={setWanted} />
        <SelectField label={t("admin.outgoing.ofRoom")} value={room} onChange={(event) => setRoom(event.target.value)}>
          <option value="">{t("admin.outgoing.everyRoom")}</option>
          {choices.map((each) => (
            <option key={each.roomId} value={each.roomId}>
              {each.name}
            </option>
          ))}
        </SelectField>
        {unchosen && <Notice>{t("admin.outgoing.noEvents")}</Notice>}
        {make.error && <Notice>{failure(make.error)}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" kind="primary" disabled={make.isPending}>
            {make.isPending ? t("admin.making") : t("admin.outgoing.make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
