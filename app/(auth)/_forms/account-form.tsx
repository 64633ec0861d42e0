"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { rest } from "#app/_gateway/rest.ts";
import { issueAt, useSentence } from "#app/_text/sentence.ts";
import type { ErrorBody } from "#contract/errors.ts";
import { enter } from "./enter.ts";

type Props = {
  /** What lets this account be made, where registration is not open. */
  invite?: string;
  setup?: string | undefined;
  /** Asks for the workspace's name as well: the first account. */
  owner?: boolean;
  submit: string;
  submitting: string;
  onEntered: () => void;
};

const shown = ["name", "email", "password", "workspaceName"] as const;

/** Makes an account and signs in with it. */
export function AccountForm({ invite, setup, owner = false, submit, submitting, onEntered }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const [fields, setFields] = useState({ name: "", email: "", password: "", workspaceName: "" });
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<ErrorBody | null>(null);
  // An account that was made, but could not be signed in at once, must not be made again.
  const [made, setMade] = useState(false);

  const bind = (name: keyof typeof fields) => ({
    name,
    value: fields[name],
    error: issueAt(t, refusal, name),
    onChange: (event: { target: { value: string } }) => setFields({ ...fields, [name]: event.target.value }),
  });

  async function create(): Promise<string | null> {
    const { name, email, password, workspaceName } = fields;
    const result = await rest("accounts.create", {
      body: {
        name,
        email,
        password,
        ...(invite && { invite }),
        ...(setup && { setup }),
        ...(owner && { workspaceName }),
      },
    });
    if (result.ok) return null;
    setRefusal(result.error);
    return shown.some((name) => issueAt(t, result.error, name))
      ? ""
      : sentence(result, setup ? "setup" : "accounts.create");
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    setRefusal(null);
    if (fields.password.length < 8) {
      setRefusal({
        code: "invalidPayload",
        message: "",
        retryable: false,
        issues: [{ path: "password", message: "" }],
      });
      return;
    }
    setPending(true);
    const refused = made ? null : await create();
    if (refused === null) {
      setMade(true);
      const failed = await enter(t, fields.email.trim(), fields.password);
      if (failed === null) return onEntered();
      setProblem(failed);
    } else setProblem(refused);
    setPending(false);
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {owner && (
        <Field
          label={t("auth.workspaceName")}
          hint={t("auth.workspaceHint")}
          required
          maxLength={80}
          autoComplete="organization"
          {...bind("workspaceName")}
        />
      )}
      <Field label={t("auth.name")} required maxLength={80} autoComplete="name" {...bind("name")} />
      <Field label={t("auth.email")} type="email" required autoComplete="username" {...bind("email")} />
      <Field
        label={t("auth.password")}
        type="password"
        required
        hint={t("auth.passwordHint")}
        autoComplete="new-password"
        {...bind("password")}
      />
      {problem && <Notice>{problem}</Notice>}
      <Button type="submit" kind="primary" disabled={pending} className="mt-1 w-full">
        {pending ? submitting : submit}
      </Button>
    </form>
  );
}
