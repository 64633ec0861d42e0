"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OutgoingWebhook } from "#contract/integrations.ts";
import type { RestInput } from "#contract/rest.ts";
import { FormDialog } from "../_frame/form-dialog.tsx";
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

  async function submit() {
    if (wanted.events.length === 0) return setProblem(t("admin.outgoing.noEvents"));
    setPending(true);
    const failed = await onSave({ ...wanted, events: [...wanted.events] });
    setPending(false);
    if (failed === null) onClose();
    else setProblem(failed);
  }

  return (
    <FormDialog
      title={t("admin.outgoing.editTitle", { name: hook.name })}
      action={t("common.save")}
      doing={t("common.saving")}
      pending={pending}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <OutgoingFields wanted={wanted} onChange={setWanted} />
    </FormDialog>
  );
}
