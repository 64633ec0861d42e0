import type { Metadata } from "next";
import { text } from "#app/_text/en.ts";
import { ResetForm } from "./reset-form.tsx";

export const metadata: Metadata = { title: `${text.reset.title} · ${text.product}`, referrer: "no-referrer" };

export default async function ResetPage({ params }: PageProps<"/reset/[token]">) {
  const { token } = await params;
  return <ResetForm token={token} />;
}
