"use client";
import type { ChangeEvent, ClipboardEvent, ComponentProps, KeyboardEvent, RefObject } from "react";
import { isComposing } from "#app/_components/composing.ts";
import type { Person } from "../_conversation/mention-text.ts";
import { emojiOf } from "../_emoji/known.ts";
import { book } from "../_emoji/load-book.ts";
import { keyOf } from "../_finding/shortcuts.ts";
import { apply, replace } from "./edit.ts";
import type { Format } from "./formatting.ts";
import { breakLine, inOpenFence } from "./line-break.ts";
import { type Formatting, formatting, loadFormatting } from "./load-formatting.ts";
import { showCaret } from "./show-caret.ts";
import { useAutosize } from "./use-autosize.ts";
import { type Options, useCompletion } from "./use-completion.ts";

type Input = {
  box: RefObject<HTMLTextAreaElement | null>;
  value: string;
  change: (value: string) => void;
  people: readonly Person[];
  /** A person was chosen to be mentioned. */
  onPick: (person: Person) => void;
  /** Enter where it does not break the line, and Ctrl or ⌘ with Enter anywhere. */
  onDone: () => void;
};

type Writing = {
  props: ComponentProps<"textarea">;
  /** What completes the word at the caret; null where nothing does. */
  completion: Options | null;
  run: (name: Format) => void;
  insert: (text: string) => void;
};

/** Letters by what they are; digits by where they are, so that a layout's signs with Shift do not matter. */
const shortcuts: Readonly<Record<string, Format>> = {
  b: "bold",
  i: "italic",
  "Shift x": "strike",
  "Shift c": "code",
  "Shift u": "link",
  "Shift Digit9": "quote",
  "Shift Digit8": "bullets",
  "Shift Digit7": "numbers",
};

/** On a screen's own keyboard Enter breaks the line, and the button sends. */
export const enterBreaks = (): boolean => window.matchMedia("(pointer: coarse)").matches;

/** A text box in which Markdown is written: completion, formats, lists, and links by pasting. */
export function useWriting({ box, value, change, people, onPick, onDone }: Input): Writing {
  useAutosize(box, value);
  const completion = useCompletion({ box, value, people, onPick });

  function run(name: Format) {
    const mark = ({ format }: Formatting) => {
      const element = box.current;
      if (element) apply(element, format(name, element.value, element.selectionStart, element.selectionEnd));
    };
    const here = formatting();
    if (here) mark(here);
    else loadFormatting().then(mark, () => undefined);
  }
  function insert(text: string) {
    const element = box.current;
    if (element) apply(element, replace(element.selectionStart, element.selectionEnd, text));
  }

  function onChange({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) {
    change(target.value);
    completion.look();
    const composing = nativeEvent instanceof InputEvent && nativeEvent.isComposing;
    // Taking back what was swapped in must not swap it in again.
    const typed = nativeEvent instanceof InputEvent && nativeEvent.data?.endsWith(":");
    if (typed && !composing) queueMicrotask(() => swapShortcode(target));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (isComposing(event.nativeEvent) || completion.onKeyDown(event)) return;
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === "Enter") {
      event.preventDefault();
      const { selectionStart: start, selectionEnd: end, value: text } = event.currentTarget;
      const breaks = event.shiftKey || enterBreaks() || inOpenFence(text, start);
      if (mod || !breaks) return onDone();
      apply(event.currentTarget, start === end ? breakLine(text, start) : replace(start, end, "\n"));
      showCaret(event.currentTarget);
      return;
    }
    if (!mod || event.altKey) return;
    const key = event.code.startsWith("Digit") ? event.code : keyOf(event);
    const name = shortcuts[event.shiftKey ? `Shift ${key}` : key];
    if (!name) return;
    event.preventDefault();
    run(name);
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const { value: text, selectionStart, selectionEnd } = event.currentTarget;
    const edit = formatting()?.pastedLink(
      text,
      selectionStart,
      selectionEnd,
      event.clipboardData.getData("text/plain"),
    );
    if (!edit) return;
    event.preventDefault();
    apply(event.currentTarget, edit);
  }

  return {
    props: {
      value,
      rows: 1,
      dir: "auto",
      enterKeyHint: "enter",
      ...completion.aria,
      onChange,
      onKeyDown,
      onPaste,
      onSelect: completion.look,
      onBlur: completion.close,
    },
    completion: completion.open ? completion.list : null,
    run,
    insert,
  };
}

function swapShortcode(box: HTMLTextAreaElement): void {
  const caret = box.selectionStart;
  const finished = box.selectionEnd === caret ? book.get()?.inText.finishedBefore(box.value, caret) : null;
  const emoji = finished && emojiOf(finished.name);
  if (emoji) apply(box, replace(finished.at, caret, emoji));
}
