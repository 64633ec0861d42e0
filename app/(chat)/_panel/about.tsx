"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field, TextField } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import { useUser } from "#app/_gateway/hooks.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { MyRoom } from "#contract/entities.ts";

export function About({ room, name, editable }: { room: MyRoom; name: string; editable: boolean }) {
  const t = useTranslations();
  const [editing, setEditing] = useState(false);
  if (editing) return <AboutForm room={room} onDone={() => setEditing(false)} />;
  return (
    <section aria-label={t("details.about")} className="flex flex-col items-start gap-1">
      <p className="text-ink-faint text-sm">
        {room.archivedAt ? t("rooms.archived") : t(`details.kinds.${room.kind}`)}
      </p>
      <p className="font-semibold text-lg leading-6" dir="auto">
        {name}
      </p>
      {room.kind !== "direct" && (
        <p className={room.topic ? "text-ink-soft" : "text-ink-faint"} dir="auto">
          {room.topic || t("details.noTopic")}
        </p>
      )}
      <p className="pt-1 text-ink-faint text-sm">
        {t("details.whoSees", { kind: room.kind })}
        {room.kind !== "direct" && ` ${t("details.history", { history: room.history })}`}
      </p>
      {room.kind !== "direct" && <Made room={room} />}
      {editable && (
        <Button small className="mt-2" onClick={() => setEditing(true)}>
          {t("details.edit")}
        </Button>
      )}
    </section>
  );
}

/** When it was made, and by whom where that is known. */
function Made({ room }: { room: MyRoom }) {
  const t = useTranslations();
  const times = useTimes();
  const maker = useUser(room.createdBy ?? "");
  if (!room.createdAt) return null;
  const when = times.shortDate(Date.parse(room.createdAt));
  return (
    <p className="text-ink-faint text-sm">
      {maker ? t("details.madeBy", { when, name: maker.name }) : t("details.made", { when })}
    </p>
  );
}

function AboutForm({ room, onDone }: { room: MyRoom; onDone: () => void }) {
  const t = useTranslations();
  const sentence = useSentence();
  const [was] = useState(room);
  const [name, setName] = useState(was.name);
  const [topic, setTopic] = useState(was.topic);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    // Only what I changed: somebody else may have changed the rest meanwhile.
    const body = { ...(name !== was.name && { name }), ...(topic !== was.topic && { topic }) };
    const result = await rest("rooms.update", { params: { room: room.roomId }, body });
    setPending(false);
    if (result.ok) onDone();
    else setProblem(sentence(result, "rooms.update"));
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label={t("details.rename")}
        required
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t("details.topic")}
        rows={3}
        maxLength={300}
        value={topic}
        onChange={(event) => setTopic(event.target.value)}
      />
      {problem && <Notice>{problem}</Notice>}
      <div className="flex gap-2">
        <Button small type="submit" kind="primary" disabled={pending}>
          {pending ? t("common.saving") : t("common.save")}
        </Button>
        <Button small onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
