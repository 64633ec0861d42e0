import { requireOwner } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { Connections } from "./connections.tsx";

export const generateMetadata = titled("admin.nav.connections");

export default async function ConnectionsPage() {
  await requireOwner("/admin/connections");
  return <Connections />;
}
