"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { Picture } from "./picture.tsx";
import { Section } from "./section.tsx";

export function ProfileForm() {
  const t = useTranslations();
  const failure = useFailure();
  const client = useClient();
  const me = useMe();
  const account = useQuery({ queryKey: ["me"], queryFn: () => answerOf("me.get") });
  const [name, setName] = useState(me.name);
  const save = useMutation({
    mutationFn: () => answerOf("me.update", { body: { name } }),
    onSuccess: ({ user }) => client.learnUsers([user]),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Section name="profile" title={t("settings.profile")}>
      <Picture />
      <form onSubmit={submit} className="flex flex-col items-start gap-4">
        <div className="w-full max-w-sm">
          <Field
            label={t("settings.name")}
            required
            maxLength={80}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        {/* As high before the address is known. */}
        <p className="min-h-5 text-ink-soft text-sm">
          {account.data?.email && t("settings.emailIs", { email: account.data.email })}
        </p>
        {save.error && <Notice>{failure(save.error)}</Notice>}
        <Notice kind="good">{save.isSuccess && t("common.saved")}</Notice>
        <Button type="submit" kind="primary" disabled={save.isPending || name.trim() === "" || name === me.name}>
          {save.isPending ? t("common.saving") : t("common.save")}
        </Button>
      </form>
    </Section>
  );
}
