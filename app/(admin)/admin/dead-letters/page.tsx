import type { Metadata } from "next";
import { requireAdmin } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { DeadLetters } from "./dead-letters.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.deadLetters")} · ${t("product")}` };
}

export default async function DeadLettersPage() {
  await requireAdmin("/admin/dead-letters");
  return <DeadLetters />;
}
