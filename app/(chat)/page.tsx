import { requireVisitor } from "#app/_server/visitor.ts";

export default async function HomePage() {
  await requireVisitor("/");
  return null;
}
