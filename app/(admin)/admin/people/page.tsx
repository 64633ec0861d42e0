import { requireAdmin } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { People } from "./people.tsx";

export const generateMetadata = titled("admin.nav.people");

export default async function PeoplePage() {
  await requireAdmin("/admin/people");
  return <People />;
}
