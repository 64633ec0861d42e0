"use client";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { text } from "#app/_text/en.ts";
import { commonEmoji, isOneEmoji } from "./emoji.ts";

type Props = { onPick: (emoji: string) => void; onClose: () => void };

/** A handful of reactions and an input for any other (each system has its own emoji keyboard for it). */
export default function EmojiPicker({ onPick, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [other, setOther] = useState("");
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    box.current?.querySelector("button")?.focus();
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.parentElement?.contains(event.target)) onClose();
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [onClose]);

  function submit(event: FormEvent) {
    event.preventDefault();
    const emoji = other.trim();
    if (isOneEmoji(emoji)) onPick(emoji);
    else setProblem(text.message.notEmoji);
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") onClose();
  }

  return (
    <div
      ref={box}
      role="dialog"
      aria-label={text.message.react}
      className="float pop absolute end-0 top-10 z-20 w-60 p-2"
      onKeyDown={onKeyDown}
    >
      <div className="grid grid-cols-5 gap-1">
        {commonEmoji.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={emoji}
            onClick={() => onPick(emoji)}
            className="flex h-10 items-center justify-center rounded-md text-xl hover:bg-hover"
          >
            {emoji}
          </button>
        ))}
      </div>
      <form onSubmit={submit} className="mt-2 flex items-end gap-2">
        <div className="flex-1">
          <Field
            label={text.message.otherEmoji}
            error={problem}
            value={other}
            onChange={(event) => setOther(event.target.value)}
            autoComplete="off"
          />
        </div>
        {!problem && <Button type="submit">{text.message.use}</Button>}
      </form>
    </div>
  );
}
