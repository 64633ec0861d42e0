import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { serverState } from "#app/_server/rest.ts";
import { text } from "#app/_text/en.ts";
import { facade } from "#server/facade.ts";
import { Heading } from "../_forms/heading.tsx";
import { SetupSteps } from "./steps.tsx";

export const metadata: Metadata = { title: `${text.setup.title} · ${text.product}` };

export default async function SetupPage({ searchParams }: PageProps<"/setup">) {
  if (!(await facade().needsOwner())) redirect("/");
  const { setup } = await searchParams;
  const token = typeof setup === "string" ? setup : undefined;
  const state = await serverState();
  if (state?.setupRequired && !token) return <Heading title={text.setup.title}>{text.setup.needsLink}</Heading>;
  return <SetupSteps setup={token} />;
}
