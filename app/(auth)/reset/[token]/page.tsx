import type { Metadata } from "next";
import { passwordReset } from "#app/_server/rest.ts";
import { text } from "#app/_text/en.ts";
import { Heading } from "../../_forms/heading.tsx";
import { ResetForm } from "./reset-form.tsx";

export const metadata: Metadata = { title: `${text.reset.title} · ${text.product}`, referrer: "no-referrer" };

export default async function ResetPage({ params }: PageProps<"/reset/[token]">) {
  const { token } = await params;
  if (!(await passwordReset(token))) return <Heading title={text.reset.goneTitle}>{text.reset.goneBody}</Heading>;
  return <ResetForm token={token} />;
}
