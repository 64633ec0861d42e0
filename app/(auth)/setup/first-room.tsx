"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { roomPath } from "#app/_gateway/address.ts";
import { rest, sentence } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import { Heading } from "../_forms/heading.tsx";

export function FirstRoom() {
  const [name, setName] = useState<string>(text.setup.defaultRoom);
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
    setProblem(sentence(result.error, result.status));
  }

  return (
    <>
      <Heading title={text.setup.roomTitle}>{text.setup.roomLead}</Heading>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={text.rooms.name}
          hint={text.rooms.nameHint}
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {problem && <Notice>{problem}</Notice>}
        <Button type="submit" kind="primary" disabled={pending} className="mt-1 w-full">
          {pending ? text.setup.roomSubmitting : text.setup.roomSubmit}
        </Button>
      </form>
    </>
  );
}
