"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PeoplePicker } from "#app/_components/people-picker.tsx";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { useWorkspacePeople } from "#app/_gateway/use-workspace-people.ts";
import { useSentence } from "#app/_text/sentence.ts";

export default function NewDirect({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const sentence = useSentence();
  const failure = useFailure();
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
    if (!result.ok) return setProblem(sentence(result, "rooms.create"));
    client.addRoom(result.answer.room);
    onClose();
    go(roomPath(result.answer.room));
  }

  return (
    <Dialog title={t("rooms.directTitle")} lead={t("rooms.directHint")} onClose={onClose}>
      {people.isPending ? (
        <ListSkeleton />
      ) : (
        <div className="flex flex-col gap-4">
          {people.error && <Notice>{failure(people.error)}</Notice>}
          <PeoplePicker
            people={people.data?.users.filter((user) => !user.deactivatedAt) ?? []}
            chosen={chosen}
            onChange={setChosen}
            empty={t("rooms.nobodyFound")}
          />
          {problem && <Notice>{problem}</Notice>}
          <Button kind="primary" disabled={chosen.length === 0 || pending} onClick={start}>
            {pending ? t("rooms.starting") : t("rooms.start")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
