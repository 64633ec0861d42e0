import { serverState } from "#app/_server/rest.ts";
import { titled } from "#app/_server/titled.ts";
import { translations } from "#app/_server/translations.ts";
import { requireStranger } from "#app/_server/visitor.ts";
import { facade } from "#server/facade.ts";
import { HaveAccount } from "../_forms/have-account.tsx";
import { Heading } from "../_forms/heading.tsx";
import { SignUp } from "../_forms/sign-up.tsx";

export const generateMetadata = titled("auth.signUp");

export default async function SignUpPage() {
  const t = await translations();
  await requireStranger();
  if (facade().settings.registration !== "open")
    return (
      <>
        <Heading title={t("auth.closed")}>{t("auth.closedBody")}</Heading>
        <HaveAccount />
      </>
    );
  const state = await serverState();
  return (
    <>
      <Heading title={t("auth.signUpTo", { workspace: state?.workspaceName || t("product") })} />
      <SignUp />
      <HaveAccount />
    </>
  );
}
