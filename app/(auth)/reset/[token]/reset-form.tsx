"use client";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button, buttonClass } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { rest, sentence } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import { Heading } from "../../_forms/heading.tsx";

export function ResetForm({ token }: { token: string }) {
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (password.length < 8) return setProblem(text.auth.tooShort);
    setPending(true);
    setProblem(null);
    const result = await rest("passwordResets.redeem", { body: { reset: token, password } });
    setPending(false);
    if (result.ok) setDone(true);
    else setProblem(sentence(result.error, result.status));
  }

  if (done)
    return (
      <>
        <Heading title={text.reset.doneTitle}>{text.reset.doneBody}</Heading>
        <Link href="/sign-in" className={buttonClass({ kind: "primary" })}>
          {text.auth.signIn}
        </Link>
      </>
    );
  return (
    <>
      <Heading title={text.reset.title} />
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={text.auth.newPassword}
          type="password"
          required
          hint={text.auth.passwordHint}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem && <Notice>{problem}</Notice>}
        <Button type="submit" kind="primary" disabled={pending} className="w-full">
          {pending ? text.reset.submitting : text.reset.submit}
        </Button>
      </form>
    </>
  );
}
