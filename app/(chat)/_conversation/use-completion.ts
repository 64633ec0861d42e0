"use client";
import { type ComponentProps, type KeyboardEvent, type RefObject, useId, useState } from "react";
import { matching, mentionBefore, type Person } from "./mention-text.ts";

const shownPeople = 6;

type Input = {
  box: RefObject<HTMLTextAreaElement | null>;
  value: string;
  people: readonly Person[];
  change: (value: string) => void;
  onPick: (person: Person) => void;
};

export type MentionOptions = {
  id: string;
  people: readonly Person[];
  active: number;
  choose: (person: Person) => void;
};

type Completion = {
  open: boolean;
  list: MentionOptions;
  /** Looks again whether a mention is being written at the caret. */
  look: () => void;
  close: () => void;
  /** True where the key was the list's. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  aria: Pick<ComponentProps<"textarea">, "aria-controls" | "aria-activedescendant" | "aria-autocomplete">;
};

/** Completes @names: ↑ ↓ choose, Enter and Tab take, Esc leaves it. */
export function useCompletion({ box, value, people, change, onPick }: Input): Completion {
  const id = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const mention = caret === null ? null : mentionBefore(value, caret);
  const found = mention ? matching(people, mention.query, shownPeople) : [];
  const open = mention !== null && found.length > 0;
  const at = Math.min(active, found.length - 1);

  const look = () => {
    const element = box.current;
    setCaret(element && element.selectionStart === element.selectionEnd ? element.selectionStart : null);
    setActive(0);
  };
  const close = () => setCaret(null);

  function choose(person: Person) {
    if (!mention || caret === null) return;
    const start = `${value.slice(0, mention.at)}@${person.name} `;
    onPick(person);
    change(start + value.slice(caret));
    close();
    // After React has written the new value, which puts the caret at its end.
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(start.length, start.length);
    });
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (!open) return false;
    const person = found[at];
    if (event.key === "ArrowDown") setActive((at + 1) % found.length);
    else if (event.key === "ArrowUp") setActive((at - 1 + found.length) % found.length);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") person && choose(person);
    else return false;
    event.preventDefault();
    return true;
  }

  return {
    open,
    list: { id, people: found, active: at, choose },
    look,
    close,
    onKeyDown,
    aria: {
      "aria-autocomplete": "list",
      ...(open && { "aria-controls": id, "aria-activedescendant": `${id}-${at}` }),
    },
  };
}
