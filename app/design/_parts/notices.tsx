import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { Part } from "./part.tsx";

export function Notices() {
  return (
    <Part
      title="What is said"
      lead="A sentence on what happened and what to do next. Waiting has the shape of what comes."
    >
      <Notice kind="good">Saved.</Notice>
      <Notice>The server can’t be reached. Check your connection and try again; what you typed is kept.</Notice>
      <ListSkeleton />
    </Part>
  );
}
