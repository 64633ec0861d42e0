"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { enter } from "./enter.ts";

type Props = { oidc: string | undefined; next: string; notice?: string | undefined; onSignedIn?: () => void };

/** E-mail and password, and the provider's button where there is one. What was typed stays where it failed. */
export function SignInForm({ oidc, next, notice, onSignedIn }: Props) {
  const t = useTranslations();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState(notice ?? null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    const failed = await enter(t, email.trim(), password);
    if (failed === null) {
      if (onSignedIn) onSignedIn();
      else window.location.assign(next);
      return;
    }
    setPending(false);
    setProblem(failed);
  }

  return (
    <div className="flex flex-col gap-4">
      {oidc && (
        <>
          <Button kind="plain" className="w-full" onClick={() => signIn("oidc", { callbackUrl: next })}>
            {t("auth.signInWith", { provider: oidc })}
          </Button>
          <div className="flex items-center gap-3 text-ink-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {t("auth.or")}
          </div>
        </>
      )}
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("auth.email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label={t("auth.password")}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem && <Notice>{problem}</Notice>}
        <Button type="submit" kind="primary" disabled={pending} className="mt-1 w-full">
          {pending ? t("auth.signingIn") : t("auth.signIn")}
        </Button>
      </form>
    </div>
  );
}
