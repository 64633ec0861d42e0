import Link from "next/link";
import { buttonClass } from "#app/_components/button.tsx";
import { invitation } from "#app/_server/rest.ts";
import { titled } from "#app/_server/titled.ts";
import { translations } from "#app/_server/translations.ts";
import { visitor } from "#app/_server/visitor.ts";
import { HaveAccount } from "../../_forms/have-account.tsx";
import { Heading } from "../../_forms/heading.tsx";
import { SignUp } from "../../_forms/sign-up.tsx";

export const generateMetadata = titled("auth.signUp");

export default async function JoinPage({ params }: PageProps<"/join/[invite]">) {
  const t = await translations();
  const { invite } = await params;
  const found = await visitor();
  if (found)
    return (
      <>
        <Heading title={t("join.alreadyTitle", { name: found.user.name })}>
          {t("join.alreadyBody", { workspace: found.workspace.name })}
        </Heading>
        <Link href="/" prefetch={false} className={buttonClass({ kind: "primary" })}>
          {t("join.open", { workspace: found.workspace.name })}
        </Link>
      </>
    );
  const leadsTo = await invitation(invite);
  if (!leadsTo)
    return (
      <>
        <Heading title={t("join.goneTitle")}>{t("join.goneBody")}</Heading>
        <HaveAccount />
      </>
    );
  return (
    <>
      <Heading title={t("join.title", { workspace: leadsTo.workspaceName })}>
        {t("join.invitedBy", { name: leadsTo.invitedBy })} {leadsTo.role === "guest" && t("join.asGuest")}
      </Heading>
      <SignUp invite={invite} />
      <HaveAccount />
    </>
  );
}
