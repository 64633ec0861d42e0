"use client";
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { isComposing } from "#app/_components/composing.ts";
import { inputClass } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useReturnFocus } from "#app/_components/use-return-focus.ts";
import { useCommand, useMe, useUsers } from "#app/_gateway/hooks.ts";
import type { Message } from "#contract/entities.ts";
import { withKnownEmoji } from "../_emoji/known.ts";
import { CompletionList } from "../_writing/completion-list.tsx";
import { useWriting } from "../_writing/use-writing.ts";
import { dropEdit, keepEdit, keptEdit } from "./kept-edits.ts";
import { type Person, toDisplay, toWire } from "./mention-text.ts";
import { useRoomView } from "./room-context.ts";
import { usePeople } from "./use-people.ts";

const Confirm = lazy(() => import("#app/_components/confirm.tsx"));

/** In the message's own place. What is typed is kept until it is saved or given up: wherever one goes, and where saving fails. */
export default function EditForm({ message }: { message: Message }) {
  const t = useTranslations();
  const { roomId, edit, asked } = useRoomView();
  const me = useMe();
  const { seq } = message;
  const users = useUsers();
  const people = usePeople(roomId);
  const run = useCommand();
  const nameOf = (id: string) => users.get(id)?.name ?? id;
  const [kept] = useState(() => keptEdit(me.id, roomId, seq));
  const [value, setValue] = useState(() => kept?.text ?? toDisplay(message.text, nameOf));
  /** What the form began with: another device of mine may have changed the message since. */
  const [base, setBase] = useState(kept?.base ?? message.text);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [deleting, setDeleting] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const picked = useRef<Person[]>([]);
  const writing = useWriting({
    box,
    value,
    change,
    people,
    onPick: (person) => picked.current.push(person),
    onDone: () => void save(),
  });

  const returnFocus = useReturnFocus();
  useEffect(() => () => returnFocus(new Event("close")), [returnFocus]);

  useEffect(() => {
    if (!asked.current) return;
    const end = box.current?.value.length ?? 0;
    box.current?.focus();
    box.current?.setSelectionRange(end, end);
    box.current?.scrollIntoView({ block: "nearest" });
  }, [asked]);

  function change(next: string) {
    setValue(next);
    if (next === toDisplay(base, nameOf)) dropEdit(me.id, roomId, seq);
    else keepEdit(me.id, roomId, seq, { text: next, base });
  }
  function done() {
    dropEdit(me.id, roomId, seq);
    edit(null);
  }

  async function save() {
    // Those mentioned already stay mentioned, also where they have left the room since.
    const mentioned = message.mentions.map((id) => ({ id, name: nameOf(id) }));
    const next = withKnownEmoji(toWire(value.trim(), [...picked.current, ...mentioned, ...people]));
    if (pending) return;
    if (next === "") return setDeleting(true);
    if (next === message.text) return done();
    setPending(true);
    const failed = await run("editMessage", { seq, text: next }, roomId);
    setPending(false);
    if (failed === null) done();
    else setProblem(failed);
  }

  async function remove() {
    const failed = await run("deleteMessage", { seq }, roomId);
    if (failed === null) done();
    return failed;
  }

  function takeNewest() {
    dropEdit(me.id, roomId, seq);
    setBase(message.text);
    setValue(toDisplay(message.text, nameOf));
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    event.stopPropagation();
    if (event.key === "Escape" && !writing.completion && !isComposing(event.nativeEvent)) done();
    else writing.props.onKeyDown?.(event);
  }

  return (
    <div className="relative my-1 flex flex-col gap-2 touch:select-text">
      {writing.completion && <CompletionList {...writing.completion} />}
      <textarea
        ref={box}
        {...writing.props}
        aria-label={t("message.editLabel")}
        onKeyDown={onKeyDown}
        onFocus={() => {
          asked.current = false;
        }}
        className={`${inputClass} max-h-[calc(var(--visible)*0.5)] resize-none py-2`}
      />
      {base !== message.text && !pending && (
        <p role="status" className="flex flex-wrap items-center gap-x-2 text-sm text-warn">
          {t("message.editedElsewhere")}
          <button
            type="button"
            className="font-medium underline underline-offset-2 touch:min-h-11"
            onClick={takeNewest}
          >
            {t("message.takeNewest")}
          </button>
        </p>
      )}
      {problem && <Notice>{problem}</Notice>}
      <div className="flex items-center gap-2">
        <Button small kind="primary" disabled={pending} onClick={save}>
          {pending ? t("common.saving") : t("common.save")}
        </Button>
        <Button small onClick={done}>
          {t("common.cancel")}
        </Button>
        <span className="text-ink-faint text-sm touch:hidden">{t("message.editHint")}</span>
      </div>
      {deleting && (
        <Suspense>
          <Confirm
            title={t("message.deleteTitle")}
            body={t("message.deleteBody")}
            action={t("message.deleteConfirm")}
            busy={t("message.deleting")}
            onConfirm={remove}
            onClose={() => setDeleting(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
