import type { Metadata } from "next";
import { requireOwner } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { Connections } from "./connections.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.connections")} · ${t("product")}` };
}

export default async function ConnectionsPage() {
  await requireOwner("/admin/connections");
  return <Connections />;
}
