"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { answerOf } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import { Section } from "./section.tsx";

export function PasswordForm() {
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
    <Section title={text.settings.password}>
      <form onSubmit={submit} className="flex max-w-sm flex-col items-start gap-4 *:w-full">
        <Field
          label={text.settings.current}
          type="password"
          required
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <Field
          label={text.settings.next}
          hint={text.auth.passwordHint}
          type="password"
          required
          minLength={8}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {change.error && <Notice>{change.error.message}</Notice>}
        {change.isSuccess && <Notice kind="good">{text.settings.passwordChanged}</Notice>}
        <div>
          <Button type="submit" kind="primary" disabled={change.isPending}>
            {change.isPending ? text.common.saving : text.settings.changePassword}
          </Button>
        </div>
      </form>
    </Section>
  );
}
