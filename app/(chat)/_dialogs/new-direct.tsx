"use client";
import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PeoplePicker } from "#app/_components/people-picker.tsx";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { rest, sentence } from "#app/_gateway/rest.ts";
import { useWorkspacePeople } from "#app/_gateway/use-workspace-people.ts";
import { text } from "#app/_text/en.ts";

export default function NewDirect({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const people = useWorkspacePeople();
  const [chosen, setChosen] = useState<string[]>([]);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function start() {
    setPending(true);
    setProblem(null);
    const result = await rest("rooms.create", { body: { kind: "direct", memberIds: chosen } });
    setPending(false);
    if (!result.ok) return setProblem(sentence(result.error, result.status));
    client.addRoom(result.answer.room);
    onClose();
    go(roomPath(result.answer.room));
  }

  return (
    <Dialog title={text.rooms.directTitle} lead={text.rooms.directHint} onClose={onClose}>
      {people.isPending ? (
        <ListSkeleton />
      ) : (
        <div className="flex flex-col gap-4">
          {people.error && <Notice>{people.error.message}</Notice>}
          <PeoplePicker
            people={people.data?.users.filter((user) => !user.deactivatedAt) ?? []}
            chosen={chosen}
            onChange={setChosen}
            empty={text.rooms.nobodyFound}
          />
          {problem && <Notice>{problem}</Notice>}
          <Button kind="primary" disabled={chosen.length === 0 || pending} onClick={start}>
            {pending ? text.rooms.starting : text.rooms.start}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
