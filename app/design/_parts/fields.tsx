"use client";
import { useState } from "react";
import { Choice } from "#app/_components/choice.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Field, SelectField, TextField } from "#app/_components/field.tsx";
import { Part } from "./part.tsx";

const long =
  "A very long hint, which says what the field is for in more words than fit into a line, so that one sees how it breaks.";

/** `name`: of the board that it stands on, since radio buttons of one name exclude each other. */
export function Fields({ name }: { name: string }) {
  const [kind, setKind] = useState("public");
  return (
    <Part title="Fields" lead="A label always; a hint where it helps; an error says what to do, in the hint’s place.">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="At rest" hint="A hint." defaultValue="Mara Lindqvist" />
        <Field label="Empty" placeholder="Search people" />
        <Field label="Focused" className="outline-2! outline-accent! outline-solid!" defaultValue="Mara" />
        <Field label="Disabled" disabled defaultValue="mara@lighthouse.example" />
        <Field label="Wrong" error="That doesn’t look like an e-mail address." defaultValue="mara@" />
        <Field label="Long" hint={long} defaultValue={long} />
        <TextField label="Lines" rows={3} defaultValue={"One line,\nand another."} />
        <SelectField label="One of several" defaultValue="week">
          <option value="day">a day</option>
          <option value="week">a week</option>
        </SelectField>
      </div>
      <fieldset>
        <legend className="mb-1 font-medium text-sm">Who can find it</legend>
        <Choice
          name={`kind ${name}`}
          label="Public"
          hint="Everyone in the workspace can find and join it."
          checked={kind === "public"}
          onChoose={() => setKind("public")}
        />
        <Choice
          name={`kind ${name}`}
          label="Private"
          hint="Only people who are added can see it."
          checked={kind === "private"}
          onChoose={() => setKind("private")}
        />
      </fieldset>
      <CopyField label="To be copied" value="https://chat.example.org/join/x5Yk2vQe" />
    </Part>
  );
}
