import { requireVisitor } from "#app/_server/visitor.ts";

export default async function SettingsPage() {
  await requireVisitor("/settings");
  return null;
}
