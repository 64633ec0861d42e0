"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import type { User } from "#contract/entities.ts";
import { PersonEntry } from "./person-entry.tsx";

/** So many more at a time: a thousand rows are slow to paint, and nobody reads them. */
const step = 100;

export function PersonList({ people, label }: { people: readonly User[]; label: string }) {
  const t = useTranslations();
  const [shown, setShown] = useState(step);
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={label} className="flex flex-col divide-y divide-line border-line border-y">
        {people.slice(0, shown).map((person) => (
          <PersonEntry key={person.id} person={person} />
        ))}
      </ul>
      {people.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + step)}>{t("admin.people.showMore")}</Button>
        </div>
      )}
    </div>
  );
}
