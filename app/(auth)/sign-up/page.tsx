import type { Metadata } from "next";
import Link from "next/link";
import { serverState } from "#app/_server/rest.ts";
import { requireStranger } from "#app/_server/visitor.ts";
import { text } from "#app/_text/en.ts";
import { facade } from "#server/facade.ts";
import { Heading } from "../_forms/heading.tsx";
import { SignUp } from "../_forms/sign-up.tsx";

export const metadata: Metadata = { title: `${text.auth.signUp} · ${text.product}` };

export default async function SignUpPage() {
  await requireStranger();
  if (facade().settings.registration !== "open")
    return <Heading title={text.auth.closed}>{text.auth.closedBody}</Heading>;
  const state = await serverState();
  return (
    <>
      <Heading title={text.auth.signUpTo(state?.workspaceName || text.product)} />
      <SignUp />
      <p className="mt-6 text-ink-soft text-sm">
        {text.auth.haveAccount}{" "}
        <Link href="/sign-in" className="text-accent underline underline-offset-2">
          {text.auth.signIn}
        </Link>
      </p>
    </>
  );
}
