import { requireAdmin } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { DeadLetters } from "./dead-letters.tsx";

export const generateMetadata = titled("admin.nav.deadLetters");

export default async function DeadLettersPage() {
  await requireAdmin("/admin/dead-letters");
  return <DeadLetters />;
}
