"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Notice } from "#app/_components/notice.tsx";
import type { OutgoingWebhook } from "#contract/integrations.ts";
import type { RestInput } from "#contract/rest.ts";
import { OutgoingFields, type Wanted } from "./outgoing-fields.tsx";

type Props = {
  hook: OutgoingWebhook;
  /** Resolves to what went wrong, in a sentence; null where it is done. */
  onSave: (patch: RestInput<"outgoingWebhooks.update">) => Promise<string | null>;
  onClose: () => void;
};

export function EditOutgoing({ hook, onSave, onClose }: Props) {
  const t = useTranslations();
  const [wanted, setWanted] = useState<Wanted>({ name: hook.name, url: hook.url, events: hook.events });
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (wanted.events.length === 0) return setProblem(t("admin.outgoing.noEvents"));
    setPending(true);
    const failed = await onSave({ ...wanted, events: [...wanted.events] });
    setPending(false);
    if (failed === null) onClose();
    else setProblem(failed);
  }

  return (
    <Dialog title={t("admin.outgoing.editTitle", { name: hook.name })} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <OutgoingFields wanted={wanted} onChange={setWanted} />
        {problem && <Notice>{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" kind="primary" disabled={pending}>
            {pending ? t("common.saving") : t("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
