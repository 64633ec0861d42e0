import { requireAdmin } from "#app/_server/admin.ts";
import { titled } from "#app/_server/titled.ts";
import { LetterScreen } from "./letter-screen.tsx";

export const generateMetadata = titled("admin.nav.deadLetters");

export default async function DeadLetterPage({ params }: PageProps<"/admin/dead-letters/[letter]">) {
  const { letter } = await params;
  await requireAdmin(`/admin/dead-letters/${letter}`);
  return <LetterScreen id={letter} />;
}
