import type { Metadata } from "next";
import { requireAdmin } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { Webhooks } from "./webhooks.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.webhooks")} · ${t("product")}` };
}

export default async function WebhooksPage() {
  await requireAdmin("/admin/webhooks");
  return <Webhooks />;
}
