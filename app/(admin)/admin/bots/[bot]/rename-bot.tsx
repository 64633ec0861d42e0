"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Field } from "#app/_components/field.tsx";
import type { User } from "#contract/entities.ts";
import { useChangeBot } from "./use-change-bot.ts";

export function RenameBot({ bot, onClose }: { bot: User; onClose: () => void }) {
  const t = useTranslations();
  const change = useChangeBot(bot);
  const [name, setName] = useState(bot.name);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const failed = await change({ name });
    setPending(false);
    if (failed === null) onClose();
    else setProblem(failed);
  }

  return (
    <Dialog title={t("admin.renameTitle", { name: bot.name })} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("rooms.name")}
          error={problem ?? undefined}
          required
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
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
