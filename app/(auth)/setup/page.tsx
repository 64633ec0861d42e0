import { redirect } from "next/navigation";
import { serverState } from "#app/_server/rest.ts";
import { titled } from "#app/_server/titled.ts";
import { translations } from "#app/_server/translations.ts";
import { facade } from "#server/facade.ts";
import { Heading } from "../_forms/heading.tsx";
import { SetupSteps } from "./steps.tsx";

export const generateMetadata = titled("setup.title");

export default async function SetupPage({ searchParams }: PageProps<"/setup">) {
  const t = await translations();
  if (!(await facade().needsOwner())) redirect("/");
  const { setup } = await searchParams;
  const token = typeof setup === "string" ? setup : undefined;
  const state = await serverState();
  if (state?.setupRequired && !token) return <Heading title={t("setup.title")}>{t("setup.needsLink")}</Heading>;
  return <SetupSteps setup={token} />;
}
