"use client";
import clsx from "clsx";
import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, memo, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { defaultLimits } from "#contract/limits.ts";
import { keepDraft, readDraft } from "./drafts.ts";
import { MentionList } from "./mention-list.tsx";
import { type Person, toWire } from "./mention-text.ts";
import { useAutosize } from "./use-autosize.ts";
import { useCompletion } from "./use-completion.ts";
import { usePeople } from "./use-people.ts";

/** From here on the remaining characters are told. */
const warnAt = defaultLimits.textLength - 500;

type Props = { roomId: string; name: string; onEditLast: () => void };

/** Enter sends, Shift-Enter breaks, ↑ in an empty box edits the last message; what is typed survives a reload. */
export const Composer = memo(function Composer({ roomId, name, onEditLast }: Props) {
  const t = useTranslations();
  const client = useClient();
  const me = useMe();
  const people = usePeople(roomId);
  const others = people.filter((person) => person.id !== me.id);
  const [value, setValue] = useState(() => readDraft(me.id, roomId));
  const [problem, setProblem] = useState<string | null>(null);
  const picked = useRef<Person[]>([]);
  const box = useRef<HTMLTextAreaElement>(null);
  useAutosize(box, value);

  const change = (next: string) => {
    setValue(next);
    keepDraft(me.id, roomId, next);
  };
  const completion = useCompletion({
    box,
    value,
    people: others,
    change,
    onPick: (person) => picked.current.push(person),
  });

  // Not on a phone, where the keyboard would cover what one came to read, nor away from an open menu.
  useEffect(() => {
    const elsewhere = document.activeElement?.closest("[role=menu], [role=dialog], [role=alertdialog]");
    if (!elsewhere && window.matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, []);

  const wire = toWire(value.trim(), [...picked.current, ...people]);
  const over = wire.length - defaultLimits.textLength;

  async function send() {
    if (wire === "" || over > 0) return;
    const kept = value;
    change("");
    setProblem(null);
    box.current?.focus();
    try {
      await client.send(roomId, wire);
      picked.current = [];
    } catch {
      change(kept);
      setProblem(t("composer.notStored"));
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || completion.onKeyDown(event)) return;
    if (event.key === "ArrowUp" && value === "") {
      event.preventDefault();
      onEditLast();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    void send();
  }

  return (
    <form
      className="relative px-3 pb-[max(env(safe-area-inset-bottom),0.75rem)] md:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {completion.open && <MentionList {...completion.list} />}
      <div className="flex items-end gap-1 rounded-xl border border-line-strong bg-field p-1 focus-within:outline-2 focus-within:outline-accent focus-within:-outline-offset-1">
        <textarea
          ref={box}
          value={value}
          rows={1}
          dir="auto"
          aria-label={t("composer.label", { room: name })}
          placeholder={t("composer.label", { room: name })}
          {...completion.aria}
          onChange={(event) => {
            change(event.target.value);
            completion.look();
            if (event.target.value.trim() !== "") client.type(roomId);
          }}
          onSelect={completion.look}
          onBlur={completion.close}
          onKeyDown={onKeyDown}
          className="max-h-[40dvh] min-w-0 flex-1 resize-none bg-transparent px-2.5 py-1.5 outline-none placeholder:text-ink-faint touch:py-2.5 touch:text-[1rem]"
        />
        <button
          type="submit"
          aria-label={t("composer.send")}
          title={t("composer.send")}
          disabled={wire === "" || over > 0}
          className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent text-accent-ink transition-colors hover:bg-accent-strong disabled:bg-transparent disabled:text-ink-faint touch:size-11"
        >
          <SendHorizontal size={17} aria-hidden="true" />
        </button>
      </div>
      <p
        role="status"
        className={clsx("px-2 text-sm empty:hidden", over > 0 || problem ? "text-danger" : "text-ink-faint")}
      >
        {problem ??
          (over > 0 ? t("composer.over", { n: over }) : wire.length > warnAt ? t("composer.left", { n: -over }) : null)}
      </p>
    </form>
  );
});
