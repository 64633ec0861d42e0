import { redirect } from "next/navigation";
import { requireAdmin } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { Overview } from "./_console/overview.tsx";

export const generateMetadata = titled("admin.nav.overview");

/** The owner's; admins, for whom there is no such thing, begin with the people. */
export default async function OverviewPage() {
  const { user } = await requireAdmin("/admin");
  if (user.role !== "owner") redirect("/admin/people");
  return <Overview />;
}
