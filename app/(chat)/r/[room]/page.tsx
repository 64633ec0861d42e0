import { requireVisitor } from "#app/_server/visitor.ts";

export default async function RoomPage({ params }: PageProps<"/r/[room]">) {
  const { room } = await params;
  await requireVisitor(`/r/${room}`);
  return null;
}
