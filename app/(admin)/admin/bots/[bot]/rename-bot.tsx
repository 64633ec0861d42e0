"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#app/_components/field.tsx";
import type { User } from "#contract/entities.ts";
import { FormDialog } from "../../_frame/form-dialog.tsx";
import { useChangeBot } from "./use-change-bot.ts";

export function RenameBot({ bot, onClose }: { bot: User; onClose: () => void }) {
  const t = useTranslations();
  const change = useChangeBot(bot);
  const [name, setName] = useState(bot.name);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit() {
    setPending(true);
    const failed = await change({ name });
    setPending(false);
    if (failed === null) onClose();
    else setProblem(failed);
  }

  return (
    <FormDialog
      title={t("admin.renameTitle", { name: bot.name })}
      action={t("common.save")}
      doing={t("common.saving")}
      pending={pending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t("rooms.name")}
        error={problem ?? undefined}
        required
        maxLength={80}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
