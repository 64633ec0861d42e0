import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "#app/_components/button.tsx";
import { invitation } from "#app/_server/rest.ts";
import { visitor } from "#app/_server/visitor.ts";
import { text } from "#app/_text/en.ts";
import { Heading } from "../../_forms/heading.tsx";
import { SignUp } from "../../_forms/sign-up.tsx";

export const metadata: Metadata = { title: `${text.auth.signUp} · ${text.product}` };

export default async function JoinPage({ params }: PageProps<"/join/[invite]">) {
  const { invite } = await params;
  const found = await visitor();
  if (found)
    return (
      <>
        <Heading title={text.join.alreadyTitle(found.user.name)}>{text.join.alreadyBody(found.workspace.name)}</Heading>
        <Link href="/" prefetch={false} className={buttonClass({ kind: "primary" })}>
          {text.join.open(found.workspace.name)}
        </Link>
      </>
    );
  const leadsTo = await invitation(invite);
  if (!leadsTo) return <Heading title={text.join.goneTitle}>{text.join.goneBody}</Heading>;
  return (
    <>
      <Heading title={text.join.title(leadsTo.workspaceName)}>
        {text.join.invitedBy(leadsTo.invitedBy)} {leadsTo.role === "guest" && text.join.asGuest}
      </Heading>
      <SignUp invite={invite} />
      <p className="mt-6 text-ink-soft text-sm">
        {text.auth.haveAccount}{" "}
        <Link href="/sign-in" className="text-accent underline underline-offset-2">
          {text.auth.signIn}
        </Link>
      </p>
    </>
  );
}
