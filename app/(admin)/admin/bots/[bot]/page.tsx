import { requireAdmin } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { BotScreen } from "./bot-screen.tsx";

export const generateMetadata = titled("admin.nav.bots");

export default async function BotPage({ params }: PageProps<"/admin/bots/[bot]">) {
  const { bot } = await params;
  await requireAdmin(`/admin/bots/${bot}`);
  return <BotScreen id={bot} />;
}
