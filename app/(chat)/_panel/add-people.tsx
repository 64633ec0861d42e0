"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PeoplePicker } from "#app/_components/people-picker.tsx";
import { rest } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { useWorkspacePeople } from "#app/_gateway/use-workspace-people.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { Member, MyRoom } from "#contract/entities.ts";

type Props = { room: MyRoom; name: string; present: readonly Member[]; onClose: () => void };

export function AddPeople({ room, name, present, onClose }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const failure = useFailure();
  const people = useWorkspacePeople();
  const [chosen, setChosen] = useState<string[]>([]);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const here = new Set(present.map((member) => member.userId));
  const others =
    people.data?.users.filter((user) => (!here.has(user.id) || chosen.includes(user.id)) && !user.deactivatedAt) ?? [];

  async function add() {
    setPending(true);
    setProblem(null);
    for (const userId of chosen) {
      const result = await rest("members.put", { params: { room: room.roomId, userId }, body: {} });
      if (!result.ok) {
        // Who is in already need not be chosen again.
        setChosen(chosen.slice(chosen.indexOf(userId)));
        setPending(false);
        return setProblem(sentence(result));
      }
    }
    onClose();
  }

  return (
    <Dialog title={t("details.addTitle", { room: name })} onClose={onClose}>
      {people.isPending ? (
        <ListSkeleton />
      ) : (
        <div className="flex flex-col gap-4">
          {people.error && <Notice>{failure(people.error)}</Notice>}
          <PeoplePicker people={others} chosen={chosen} onChange={setChosen} empty={t("details.everyoneIn")} />
          {problem && <Notice>{problem}</Notice>}
          <Button kind="primary" disabled={chosen.length === 0 || pending} onClick={add}>
            {pending ? t("details.adding") : t("details.addSubmit")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
