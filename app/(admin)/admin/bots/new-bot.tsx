"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Choice } from "#app/_components/choice.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { adminAnswerOf, useAdminFailure } from "../_frame/rest.ts";
import { useBotsChanged } from "./use-bots.ts";

const roles = ["member", "guest"] as const;

/** A name and what it sees; then its own page, where it gets its token. */
export function NewBot({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const router = useRouter();
  const changed = useBotsChanged();
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof roles)[number]>("member");
  const make = useMutation({
    mutationFn: () => adminAnswerOf("bots.create", { body: { name, role } }),
    onSuccess: async ({ user }) => {
      await changed();
      router.push(`/admin/bots/${user.id}`);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }

  return (
    <Dialog title={t("admin.bots.newTitle")} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("rooms.name")}
          hint={t("admin.bots.nameHint")}
          required
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset>
          <legend className="pb-1.5 font-medium text-sm">{t("admin.bots.sees")}</legend>
          <div className="-mx-2 flex flex-col gap-1">
            {roles.map((each) => (
              <Choice
                key={each}
                name="role"
                label={t(`admin.bots.roles.${each}`)}
                hint={t(`admin.bots.roleHints.${each}`)}
                checked={role === each}
                onChoose={() => setRole(each)}
              />
            ))}
          </div>
        </fieldset>
        {make.error && <Notice>{failure(make.error)}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" kind="primary" disabled={make.isPending}>
            {make.isPending ? t("admin.making") : t("admin.bots.make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
