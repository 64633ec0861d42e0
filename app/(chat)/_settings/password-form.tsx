"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { Section } from "./section.tsx";

export function PasswordForm() {
  const t = useTranslations();
  const failure = useFailure();
  const queries = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => answerOf("me.password", { body: { current, password } }),
    onSuccess: () => {
      setCurrent("");
      setPassword("");
      return queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate();
  }

  return (
    <Section name="password" title={t("settings.password")}>
      <form onSubmit={submit} className="flex max-w-sm flex-col items-start gap-4 *:w-full">
        <Field
          label={t("settings.current")}
          type="password"
          required
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <Field
          label={t("settings.next")}
          hint={t("auth.passwordHint")}
          type="password"
          required
          minLength={8}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {change.error && <Notice>{failure(change.error)}</Notice>}
        <Notice kind="good">{change.isSuccess && t("settings.passwordChanged")}</Notice>
        <div>
          <Button type="submit" kind="primary" disabled={change.isPending}>
            {change.isPending ? t("common.saving") : t("settings.changePassword")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
