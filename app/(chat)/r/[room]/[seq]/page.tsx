import { requireVisitor } from "#app/_server/visitor.ts";

/** A permalink: the same conversation, opened around one message. */
export default async function MessagePage({ params }: PageProps<"/r/[room]/[seq]">) {
  const { room, seq } = await params;
  await requireVisitor(`/r/${room}/${seq}`);
  return null;
}
