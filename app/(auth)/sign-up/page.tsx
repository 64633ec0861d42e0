import { serverState } from "#app/_server/rest.ts";
import { titled } from "#app/_server/titled.ts";
import { translations } from "#app/_server/translations.ts";
import { requireStranger } from "#app/_server/visitor.ts";
import { facade } from "#server/facade.ts";
import { HaveAccount } from "../_forms/have-account.tsx";
import { Heading } from "../_forms/heading.tsx";
import { safeNext } from "../_forms/safe-next.ts";
import { SignUp } from "../_forms/sign-up.tsx";

export const generateMetadata = titled("auth.signUp");

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const t = await translations();
  await requireStranger();
  const next = safeNext((await searchParams).next);
  if (facade().settings.registration !== "open")
    return (
      <>
        <Heading title={t("auth.closed")}>{t("auth.closedBody")}</Heading>
        <HaveAccount next={next} />
      </>
    );
  const state = await serverState();
  return (
    <>
      <Heading title={t("auth.signUpTo", { workspace: state?.workspaceName || t("product") })} />
      <SignUp next={next} />
      <HaveAccount next={next} />
    </>
  );
}
