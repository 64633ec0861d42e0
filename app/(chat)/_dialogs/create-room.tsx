"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Choice } from "#app/_components/choice.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Field, SelectField } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";

const maxName = 60;

type Props = {
  onClose: () => void;
  /** What it may be called. */
  suggested?: string;
};

export default function CreateRoom({ onClose, suggested = "" }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  const [name, setName] = useState(suggested.slice(0, maxName));
  const [topic, setTopic] = useState("");
  const [kind, setKind] = useState<"public" | "private">("public");
  const [history, setHistory] = useState<"all" | "joining">("all");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    const result = await rest("rooms.create", { body: { name, kind, history, ...(topic.trim() && { topic }) } });
    setPending(false);
    if (!result.ok) return setProblem(sentence(result, "rooms.create"));
    client.addRoom(result.answer.room);
    onClose();
    go(roomPath(result.answer.room));
  }

  return (
    <Dialog title={t("rooms.createTitle")} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("rooms.name")}
          hint={t("rooms.nameHint")}
          required
          maxLength={maxName}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={`${t("rooms.topic")} (${t("common.optional")})`}
          hint={t("rooms.topicHint")}
          maxLength={300}
          autoComplete="off"
          value={topic}
          onChange={(event) => setTopic(event.target.value)}
        />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-medium text-sm">{t("rooms.kind")}</legend>
          <Choice
            name="kind"
            label={t("rooms.public")}
            hint={t("rooms.publicHint")}
            checked={kind === "public"}
            onChoose={() => setKind("public")}
          />
          <Choice
            name="kind"
            label={t("rooms.private")}
            hint={t("rooms.privateHint")}
            checked={kind === "private"}
            onChoose={() => setKind("private")}
          />
        </fieldset>
        <SelectField
          label={t("rooms.history")}
          value={history}
          onChange={(event) => setHistory(event.target.value === "joining" ? "joining" : "all")}
        >
          <option value="all">{t("rooms.historyAll")}</option>
          <option value="joining">{t("rooms.historyJoining")}</option>
        </SelectField>
        {problem && <Notice>{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" kind="primary" disabled={pending}>
            {pending ? t("rooms.creating") : t("rooms.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
