import { requireAdmin } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { Webhooks } from "./webhooks.tsx";

export const generateMetadata = titled("admin.nav.webhooks");

export default async function WebhooksPage() {
  await requireAdmin("/admin/webhooks");
  return <Webhooks />;
}
