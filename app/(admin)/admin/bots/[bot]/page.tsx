import type { Metadata } from "next";
import { requireAdmin } from "#app/_server/admin.ts";
import { translations } from "#app/_server/translations.ts";
import { BotScreen } from "./bot-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("admin.nav.bots")} · ${t("product")}` };
}

export default async function BotPage({ params }: PageProps<"/admin/bots/[bot]">) {
  const { bot } = await params;
  await requireAdmin(`/admin/bots/${bot}`);
  return <BotScreen id={bot} />;
}
