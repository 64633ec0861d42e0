"use client";
import { type ComponentProps, type KeyboardEvent, type RefObject, useId, useMemo, useState } from "react";
import { useStore } from "#app/_gateway/store.ts";
import { matching, mentionBefore, type Person } from "../_conversation/mention-text.ts";
import type { Emoji } from "../_emoji/book.ts";
import { rememberEmoji, toned, useChoices } from "../_emoji/choices.ts";
import { book, loadBook } from "../_emoji/load-book.ts";
import { apply, replace } from "./edit.ts";

const shownPeople = 6;
const shownEmoji = 8;
/** What may become an emoji's name. */
const begun = /:[\w+-]{2,40}$/;

type Input = {
  box: RefObject<HTMLTextAreaElement | null>;
  value: string;
  people: readonly Person[];
  onPick: (person: Person) => void;
};

export type Option =
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "emoji"; readonly emoji: Emoji; readonly shown: string };

export type Options = {
  id: string;
  options: readonly Option[];
  active: number;
  choose: (option: Option) => void;
};

type Completion = {
  open: boolean;
  list: Options;
  /** Looks again what is being written at the caret. */
  look: () => void;
  close: () => void;
  /** True where the key was the list's. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  aria: Pick<ComponentProps<"textarea">, "aria-controls" | "aria-activedescendant" | "aria-autocomplete">;
};

/** Completes @names and :emoji: while they are written: ↑ ↓ choose, Enter and Tab take, Esc leaves it. */
export function useCompletion({ box, value, people, onPick }: Input): Completion {
  const id = useId();
  const known = useStore(book);
  const { tone } = useChoices();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);

  const found = useMemo((): { at: number; options: Option[] } | null => {
    if (caret === null || caret > value.length) return null;
    const mention = mentionBefore(value, caret);
    if (mention)
      return {
        at: mention.at,
        options: matching(people, mention.query, shownPeople).map((person) => ({ kind: "person", person })),
      };
    const code = known?.inText.shortcodeBefore(value, caret);
    if (!code || !known) return null;
    return {
      at: code.at,
      options: known.search(code.query, shownEmoji).map((emoji) => ({
        kind: "emoji",
        emoji,
        shown: toned(emoji, tone),
      })),
    };
  }, [caret, value, people, known, tone]);
  const options = found?.options ?? [];
  const open = options.length > 0;
  const at = Math.min(active, options.length - 1);

  const look = () => {
    const element = box.current;
    const next = element && element.selectionStart === element.selectionEnd ? element.selectionStart : null;
    if (element && next !== null && !known && begun.test(element.value.slice(0, next))) {
      // Without it nothing is completed; the next letter tries again.
      loadBook().catch(() => undefined);
    }
    if (next === caret) return;
    setCaret(next);
    setActive(0);
  };
  const close = () => setCaret(null);

  function choose(option: Option) {
    if (!found || caret === null || !box.current) return;
    close();
    if (option.kind === "person") onPick(option.person);
    else rememberEmoji(option.shown);
    const word = option.kind === "person" ? `@${option.person.name}` : option.shown;
    const spaced = value[caret] === " " ? word : `${word} `;
    apply(box.current, replace(found.at, caret, spaced));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (!open) return false;
    const option = options[at];
    if (event.key === "ArrowDown") setActive((at + 1) % options.length);
    else if (event.key === "ArrowUp") setActive((at - 1 + options.length) % options.length);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") option && choose(option);
    else return false;
    event.preventDefault();
    return true;
  }

  return {
    open,
    list: { id, options, active: at, choose },
    look,
    close,
    onKeyDown,
    aria: {
      "aria-autocomplete": "list",
      ...(open && { "aria-controls": id, "aria-activedescendant": `${id}-${at}` }),
    },
  };
}
