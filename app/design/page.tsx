import { notFound } from "next/navigation";
import { facade } from "#server/facade.ts";
import { Board } from "./_parts/board.tsx";

export const metadata = { title: "Design · Parley" };

/** Every component in every state, for whoever changes one: in development, or where the setting DESIGN_PAGE asks for it. */
export default function DesignPage() {
  if (!facade().settings.designPage) notFound();
  return <Board />;
}
