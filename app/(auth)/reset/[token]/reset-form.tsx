"use client";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";
import { Heading } from "../../_forms/heading.tsx";

export function ResetForm({ token }: { token: string }) {
  const t = useTranslations();
  const sentence = useSentence();
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (password.length < 8) return setProblem(t("auth.tooShort"));
    setPending(true);
    setProblem(null);
    const result = await rest("passwordResets.redeem", { body: { reset: token, password } });
    setPending(false);
    if (result.ok) setDone(true);
    else setProblem(sentence(result, "passwordResets.redeem"));
  }

  if (done)
    return (
      <>
        <Heading title={t("reset.doneTitle")}>{t("reset.doneBody")}</Heading>
        <Link href="/sign-in" className={buttonClass({ kind: "primary" })}>
          {t("auth.signIn")}
        </Link>
      </>
    );
  return (
    <>
      <Heading title={t("reset.title")} />
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("auth.newPassword")}
          type="password"
          required
          hint={t("auth.passwordHint")}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem && <Notice>{problem}</Notice>}
        <Button type="submit" kind="primary" disabled={pending} className="w-full">
          {pending ? t("reset.submitting") : t("reset.submit")}
        </Button>
      </form>
    </>
  );
}
