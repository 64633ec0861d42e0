"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { roomPath } from "#app/_gateway/address.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";
import { Heading } from "../_forms/heading.tsx";

export function FirstRoom() {
  const t = useTranslations();
  const sentence = useSentence();
  const [name, setName] = useState<string>(t("setup.defaultRoom"));
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);

  // The step before is gone, and focus with it.
  useEffect(() => form.current?.querySelector("input")?.select(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    const result = await rest("rooms.create", { body: { name, kind: "public" } });
    if (result.ok) return window.location.assign(roomPath(result.answer.room));
    setPending(false);
    setProblem(sentence(result, "rooms.create"));
  }

  return (
    <>
      <Heading title={t("setup.roomTitle")}>{t("setup.roomLead")}</Heading>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("rooms.name")}
          hint={t("rooms.nameHint")}
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {problem && <Notice>{problem}</Notice>}
        <Button type="submit" kind="primary" disabled={pending} className="mt-1 w-full">
          {pending ? t("setup.roomSubmitting") : t("setup.roomSubmit")}
        </Button>
      </form>
    </>
  );
}
