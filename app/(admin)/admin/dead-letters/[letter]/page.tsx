import type { Metadata } from "next";
import { requireAdmin } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { LetterScreen } from "./letter-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.deadLetters")} · ${t("product")}` };
}

export default async function DeadLetterPage({ params }: PageProps<"/admin/dead-letters/[letter]">) {
  const { letter } = await params;
  await requireAdmin(`/admin/dead-letters/${letter}`);
  return <LetterScreen id={letter} />;
}
