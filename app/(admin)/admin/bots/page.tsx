import { requireAdmin } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { Bots } from "./bots.tsx";

export const generateMetadata = titled("admin.nav.bots");

export default async function BotsPage() {
  await requireAdmin("/admin/bots");
  return <Bots />;
}
