import Link from "next/link";
import { serverState } from "#app/_server/rest.ts";
import { titled } from "#app/_server/titled.ts";
import { translations } from "#app/_server/translations.ts";
import { requireStranger } from "#app/_server/visitor.ts";
import { Heading } from "../_forms/heading.tsx";
import { onTheWay, safeNext } from "../_forms/safe-next.ts";
import { SignInForm } from "../_forms/sign-in-form.tsx";

export const generateMetadata = titled("auth.signIn");

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const t = await translations();
  await requireStranger();
  const { next: wanted, error } = await searchParams;
  const next = safeNext(wanted);
  const state = await serverState();
  return (
    <>
      <Heading title={t("auth.signInTo", { workspace: state?.workspaceName || t("product") })} />
      <SignInForm oidc={state?.oidc} next={next} notice={error ? t("auth.oidcRefused") : undefined} />
      <p className="mt-6 text-ink-soft text-sm">
        {state?.registration === "open" ? (
          <>
            {t("auth.noAccount")}{" "}
            <Link href={onTheWay("/sign-up", next)} className="text-accent underline underline-offset-2">
              {t("auth.signUp")}
            </Link>
          </>
        ) : (
          t("auth.byInvite")
        )}
      </p>
      <p className="mt-2 text-ink-soft text-sm">{t("auth.forgot")}</p>
    </>
  );
}
