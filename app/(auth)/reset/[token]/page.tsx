import { passwordReset } from "#app/_server/rest.ts";
import { titled } from "#app/_server/titled.ts";
import { translations } from "#app/_server/translations.ts";
import { HaveAccount } from "../../_forms/have-account.tsx";
import { Heading } from "../../_forms/heading.tsx";
import { ResetForm } from "./reset-form.tsx";

export const generateMetadata = titled("reset.title", { referrer: "no-referrer" });

export default async function ResetPage({ params }: PageProps<"/reset/[token]">) {
  const t = await translations();
  const { token } = await params;
  if (!(await passwordReset(token)))
    return (
      <>
        <Heading title={t("reset.goneTitle")}>{t("reset.goneBody")}</Heading>
        <HaveAccount />
      </>
    );
  return <ResetForm token={token} />;
}
