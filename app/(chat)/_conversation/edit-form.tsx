"use client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { inputClass } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useCommand, useUsers } from "#app/_gateway/hooks.ts";
import type { Message } from "#contract/entities.ts";
import { toDisplay, toWire } from "./mention-text.ts";
import { useRoomView } from "./room-context.ts";
import { useAutosize } from "./use-autosize.ts";
import { usePeople } from "./use-people.ts";

/** In the message's own place. An edit that fails keeps its text. */
export function EditForm({ message }: { message: Message }) {
  const t = useTranslations();
  const { roomId, edit } = useRoomView();
  const users = useUsers();
  const people = usePeople(roomId);
  const run = useCommand();
  const nameOf = (id: string) => users.get(id)?.name ?? id;
  const [value, setValue] = useState(() => toDisplay(message.text, nameOf));
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  useAutosize(box, value);

  useEffect(() => {
    const end = box.current?.value.length ?? 0;
    box.current?.focus();
    box.current?.setSelectionRange(end, end);
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);

  async function save() {
    // Those mentioned already stay mentioned, also where they have left the room since.
    const mentioned = message.mentions.map((id) => ({ id, name: nameOf(id) }));
    const next = toWire(value.trim(), [...mentioned, ...people]);
    if (next === "" || pending) return;
    if (next === message.text) return edit(null);
    setPending(true);
    const failed = await run("editMessage", { seq: message.seq, text: next }, roomId);
    setPending(false);
    if (failed === null) edit(null);
    else setProblem(failed);
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") edit(null);
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void save();
  }

  return (
    <div className="my-1 flex flex-col gap-2">
      <textarea
        ref={box}
        aria-label={t("message.editLabel")}
        value={value}
        rows={1}
        dir="auto"
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={onKeyDown}
        className={`${inputClass} max-h-[50dvh] resize-none py-2`}
      />
      {problem && <Notice>{problem}</Notice>}
      <div className="flex items-center gap-2">
        <Button small kind="primary" disabled={pending} onClick={save}>
          {pending ? t("common.saving") : t("common.save")}
        </Button>
        <Button small onClick={() => edit(null)}>
          {t("common.cancel")}
        </Button>
        <span className="text-ink-faint text-sm max-sm:hidden">{t("message.editHint")}</span>
      </div>
    </div>
  );
}
