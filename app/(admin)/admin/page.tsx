import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireAdmin } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { Overview } from "./_console/overview.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.overview")} · ${t("product")}` };
}

/** The owner's; admins, for whom there is no such thing, begin with the people. */
export default async function OverviewPage() {
  const { user } = await requireAdmin("/admin");
  if (user.role !== "owner") redirect("/admin/people");
  return <Overview />;
}
