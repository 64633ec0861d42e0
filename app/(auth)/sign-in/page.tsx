import type { Metadata } from "next";
import Link from "next/link";
import { serverState } from "#app/_server/rest.ts";
import { requireStranger } from "#app/_server/visitor.ts";
import { text } from "#app/_text/en.ts";
import { Heading } from "../_forms/heading.tsx";
import { safeNext } from "../_forms/safe-next.ts";
import { SignInForm } from "../_forms/sign-in-form.tsx";

export const metadata: Metadata = { title: `${text.auth.signIn} · ${text.product}` };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  await requireStranger();
  const { next, error } = await searchParams;
  const state = await serverState();
  return (
    <>
      <Heading title={text.auth.signInTo(state?.workspaceName || text.product)} />
      <SignInForm oidc={state?.oidc} next={safeNext(next)} notice={error ? text.auth.oidcRefused : undefined} />
      <p className="mt-6 text-ink-soft text-sm">
        {state?.registration === "open" ? (
          <>
            {text.auth.noAccount}{" "}
            <Link href="/sign-up" className="text-accent underline underline-offset-2">
              {text.auth.signUp}
            </Link>
          </>
        ) : (
          text.auth.byInvite
        )}
      </p>
      <p className="mt-2 text-ink-soft text-sm">{text.auth.forgot}</p>
    </>
  );
}
