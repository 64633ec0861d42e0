"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Choice } from "#app/_components/choice.tsx";
import { Field } from "#app/_components/field.tsx";
import { FormDialog } from "../_frame/form-dialog.tsx";
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

  return (
    <FormDialog
      title={t("admin.bots.newTitle")}
      action={t("admin.bots.make")}
      doing={t("admin.making")}
      pending={make.isPending}
      problem={failure(make.error)}
      onSubmit={make.mutate}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
