import type { Metadata } from "next";
import { requireAdmin } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { People } from "./people.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.people")} · ${t("product")}` };
}

export default async function PeoplePage() {
  await requireAdmin("/admin/people");
  return <People />;
}
