"use client";
import { Check, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { User } from "#contract/entities.ts";
import { Avatar } from "./avatar.tsx";
import { isComposing } from "./composing.ts";
import { Field } from "./field.tsx";
import { fold } from "./fold.ts";

type Props = {
  people: readonly User[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  empty: string;
};

/** Any number of people, found by name; Enter takes the first who is found. */
export function PeoplePicker({ people, chosen, onChange, empty }: Props) {
  const t = useTranslations();
  const [wanted, setWanted] = useState("");
  const query = fold(wanted.trim());
  const found = people.filter((user) => fold(user.name).includes(query)).slice(0, 50);
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const search = useRef<HTMLInputElement>(null);
  // The people may come after the dialog, which then had nothing to give the focus to.
  useEffect(() => search.current?.focus(), []);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "Enter" || isComposing(event.nativeEvent) || query === "") return;
    event.preventDefault();
    const first = found.find((user) => !chosen.includes(user.id));
    if (!first) return;
    toggle(first.id);
    setWanted("");
  }

  return (
    <div className="flex flex-col gap-3">
      <Field
        label={t("rooms.searchPeople")}
        hideLabel
        placeholder={t("rooms.searchPeople")}
        type="search"
        autoComplete="off"
        ref={search}
        onKeyDown={onKeyDown}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {chosen.map((id) => {
            const name = people.find((user) => user.id === id)?.name ?? t("common.someone");
            return (
              <li key={id}>
                <button
                  type="button"
                  aria-label={t("rooms.remove", { name })}
                  onClick={() => toggle(id)}
                  className="flex h-8 items-center gap-1.5 rounded-full bg-accent-soft px-3 text-sm touch:h-11"
                >
                  {name}
                  <X size={14} aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {found.length === 0 ? (
        <p className="py-4 text-center text-ink-soft">{query ? t("rooms.nobodyFound") : empty}</p>
      ) : (
        <ul className="-mx-2 flex max-h-72 flex-col overflow-y-auto">
          {found.map((user) => (
            <li key={user.id}>
              <button
                type="button"
                aria-pressed={chosen.includes(user.id)}
                onClick={() => toggle(user.id)}
                className="flex h-11 w-full items-center gap-3 rounded-md px-2 text-start hover:bg-hover"
              >
                <Avatar id={user.id} name={user.name} url={user.avatarUrl} size="small" />
                <span className="min-w-0 flex-1 truncate" dir="auto">
                  {user.name}
                </span>
                {chosen.includes(user.id) && <Check size={16} aria-hidden="true" className="text-accent" />}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
