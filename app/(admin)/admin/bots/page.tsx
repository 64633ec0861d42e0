import type { Metadata } from "next";
import { requireAdmin } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { Bots } from "./bots.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.bots")} · ${t("product")}` };
}

export default async function BotsPage() {
  await requireAdmin("/admin/bots");
  return <Bots />;
}
