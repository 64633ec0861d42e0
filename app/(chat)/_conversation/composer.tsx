"use client";
import clsx from "clsx";
import { ALargeSmall, SendHorizontal, Smile } from "lucide-react";
import { type KeyboardEvent, lazy, memo, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import { isComposing } from "#app/_components/composing.ts";
import { useLater } from "#app/_components/use-later.ts";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { defaultLimits } from "#contract/limits.ts";
import { withKnownEmoji } from "../_emoji/known.ts";
import { CompletionList } from "../_writing/completion-list.tsx";
import { useComposerWish } from "../_writing/composer-wish.ts";
import { useFormattingBar } from "../_writing/use-formatting-bar.ts";
import { useWriting } from "../_writing/use-writing.ts";
import { keepDraft, readDraft } from "./drafts.ts";
import { type Person, toWire } from "./mention-text.ts";
import { usePeople } from "./use-people.ts";

const FormattingBar = lazy(() => import("../_writing/formatting-bar.tsx"));
const loadFlyout = () => import("../_emoji/emoji-flyout.tsx");

/** From here on the remaining characters are told. */
const warnAt = defaultLimits.textLength - 500;

/** On a phone the tools beside the text leave room for so many characters; for more they stand below it. */
const besideTools = 20;

type Props = { roomId: string; name: string; onEditLast: () => void };

/** Enter sends, Shift-Enter breaks, ↑ in an empty box edits the last message; what is typed survives a reload. */
export const Composer = memo(function Composer({ roomId, name, onEditLast }: Props) {
  const t = useTranslations();
  const client = useClient();
  const me = useMe();
  const people = usePeople(roomId);
  const others = useMemo(() => people.filter((person) => person.id !== me.id), [people, me.id]);
  const [value, setValue] = useState(() => readDraft(me.id, roomId));
  const [problem, setProblem] = useState<string | null>(null);
  const [picking, setPicking] = useState(false);
  const EmojiFlyout = useLater(loadFlyout, picking);
  const [barShown, toggleBar] = useFormattingBar();
  const picked = useRef<Person[]>([]);
  const box = useRef<HTMLTextAreaElement>(null);

  const change = (next: string) => {
    setValue(next);
    keepDraft(me.id, roomId, next);
  };
  const writing = useWriting({
    box,
    value,
    change: (next) => {
      change(next);
      if (next.trim() !== "") client.type(roomId);
    },
    people: others,
    onPick: (person) => picked.current.push(person),
    onDone: () => void send(),
  });

  // Not on a phone, where the keyboard would cover what one came to read, nor away from an open menu.
  useEffect(() => {
    const elsewhere = document.activeElement?.closest("[role=menu], [role=dialog], [role=alertdialog]");
    if (!elsewhere && window.matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, []);

  useComposerWish(roomId, box, (person) => picked.current.push(person));

  const wire = toWire(value.trim(), [...picked.current, ...people]);
  const over = wire.length - defaultLimits.textLength;
  const long = value.length > besideTools || value.includes("\n");

  async function send() {
    if (wire === "" || over > 0) return;
    const kept = value;
    change("");
    setProblem(null);
    box.current?.focus();
    try {
      await client.send(roomId, withKnownEmoji(wire));
      picked.current = [];
    } catch {
      change(kept);
      setProblem(t("composer.notStored"));
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // With another key held it goes to the room before, or is the browser's own.
    const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.key === "ArrowUp" && !held && value === "" && !isComposing(event.nativeEvent)) {
      event.preventDefault();
      onEditLast();
    } else writing.props.onKeyDown?.(event);
  }

  const emojiButton = (
    <IconButton label={t("composer.emoji")} onClick={() => setPicking(true)} className="size-9">
      <Smile size={18} aria-hidden="true" />
    </IconButton>
  );

  return (
    <form
      className="relative px-3 pb-[max(var(--safe-bottom),0.75rem)] md:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {writing.completion && <CompletionList {...writing.completion} />}
      <div className="rounded-xl border border-line-strong bg-field p-1 has-[textarea:focus]:outline-1 has-[textarea:focus]:outline-accent has-[textarea:focus]:-outline-offset-1">
        {barShown && (
          <Suspense fallback={<div className="h-8 touch:h-11" />}>
            <FormattingBar run={writing.run} />
          </Suspense>
        )}
        <div className={clsx("flex items-end gap-0.5", long && "touch:flex-wrap touch:justify-end")}>
          <textarea
            ref={box}
            {...writing.props}
            onKeyDown={onKeyDown}
            aria-label={t("composer.label", { room: name })}
            placeholder={t("composer.label", { room: name })}
            className={clsx(
              long && "touch:basis-full",
              "max-h-[calc(var(--visible)*0.4)] min-w-0 flex-1 resize-none bg-transparent px-2.5 py-1.5 outline-none placeholder:overflow-hidden placeholder:text-ellipsis placeholder:whitespace-nowrap placeholder:text-ink-faint touch:py-2.5 touch:text-[1rem]",
            )}
          />
          <IconButton
            label={t("composer.formatting")}
            aria-pressed={barShown}
            onPointerDown={(event) => event.preventDefault()}
            onClick={toggleBar}
            className="size-9 aria-pressed:text-accent"
          >
            <ALargeSmall size={19} aria-hidden="true" />
          </IconButton>
          {EmojiFlyout ? (
            <EmojiFlyout
              label={t("composer.emoji")}
              open={picking}
              onOpenChange={setPicking}
              onPick={(emoji) => {
                setPicking(false);
                writing.insert(emoji);
              }}
              onCloseAutoFocus={(event) => {
                event.preventDefault();
                box.current?.focus();
              }}
              trigger={emojiButton}
            />
          ) : (
            emojiButton
          )}
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
