"use client";
import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { VList, type VListHandle } from "virtua";
import { isComposing } from "#app/_components/composing.ts";
import { inputClass } from "#app/_components/field.tsx";
import type { Emoji, EmojiBook } from "./book.ts";
import { quickEmoji, rememberEmoji, toned, useChoices } from "./choices.ts";
import { Groups } from "./groups.tsx";
import { useBook } from "./load-book.ts";
import { PickerLine } from "./picker-line.tsx";
import { emojiAt, firstPlace, nextPlace, type Place, pickerRows } from "./picker-rows.ts";
import { Tones } from "./tones.tsx";

const finger = () => window.matchMedia("(pointer: coarse)").matches;
/** A finger needs 44 px; a sheet is as wide as the screen. */
const columnsHere = () => (finger() ? Math.max(6, Math.min(12, Math.floor((window.innerWidth - 24) / 44))) : 9);
const shownRecent = 2;
const maxFound = 90;
const noBook: EmojiBook = {
  groups: new Map(),
  byShortcode: new Map(),
  entryOf: () => undefined,
  search: () => [],
};

type Props = { onPick: (emoji: string) => void };

/** Every emoji, by name and by group. The search has the focus; its arrow keys walk the grid, as in a combobox. */
export function EmojiPicker({ onPick }: Props) {
  const t = useTranslations();
  const id = useId();
  const { book, failed } = useBook();
  const { recent, tone } = useChoices();
  const [typed, setTyped] = useState("");
  /** What was used last stays where it was while one looks at it. */
  const [first] = useState(recent);
  const [columns] = useState(columnsHere);
  const [place, setPlace] = useState<Place | null>(null);
  const list = useRef<VListHandle>(null);

  const rows = useMemo(() => {
    const known = book ?? noBook;
    const used = quickEmoji(first, columns * shownRecent).map((emoji) => known.entryOf(emoji) ?? unnamed(emoji));
    return pickerRows(known, used, typed.trim() === "" ? null : known.search(typed, maxFound), columns);
  }, [book, first, typed, columns]);
  const at = place ?? firstPlace(rows);
  const active = emojiAt(rows, at);
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;

  function take(each: Emoji) {
    // What was picked with its tone already, among the recent ones, is what it is.
    const emoji = toned(each, tone);
    rememberEmoji(emoji);
    onPick(emoji);
  }

  function go(next: Place) {
    setPlace(next);
    // With the first emoji of a group its heading shall be seen.
    const heading = rows[next.row - 1]?.kind === "heading";
    list.current?.scrollToIndex(heading ? next.row - 1 : next.row, { align: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event.nativeEvent) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && active) take(active);
    else {
      // Within what was typed, the keys to the sides move the caret until one went down into the grid.
      const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
      if (sideways && typed !== "" && !place) return;
      const next = nextPlace(rows, at, event.key, document.documentElement.dir === "rtl");
      if (!next) return;
      go(next);
    }
    event.preventDefault();
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <Search size={16} aria-hidden="true" className="absolute start-3 top-1/2 -translate-y-1/2 text-ink-faint" />
        <input
          type="text"
          role="combobox"
          aria-label={t("emoji.search")}
          placeholder={t("emoji.search")}
          aria-expanded="true"
          aria-haspopup="grid"
          aria-autocomplete="list"
          aria-controls={`${id}-grid`}
          aria-activedescendant={active ? cellId(at.row, at.column) : undefined}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setPlace(null);
            list.current?.scrollTo(0);
          }}
          onKeyDown={onKeyDown}
          className={`${inputClass} h-9 ps-9 touch:h-11`}
        />
      </div>
      {typed.trim() === "" && (
        <Groups
          rows={rows}
          current={rows[at.row]?.group}
          onChoose={(row) => {
            setPlace({ row: row + 1, column: 0 });
            list.current?.scrollToIndex(row, { align: "start" });
          }}
        />
      )}
      {/* What is not found is said where it would stand. */}
      <div className="relative">
        {book || failed ? (
          <VList
            ref={list}
            id={`${id}-grid`}
            role="grid"
            aria-label={t("emoji.all")}
            aria-rowcount={rows.length}
            itemSize={finger() ? 44 : 36}
            bufferSize={120}
            className="h-72! overscroll-contain touch:h-[45dvh]!"
          >
            {rows.map((row, i) => (
              <PickerLine
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place.
                key={i}
                row={row}
                index={i}
                columns={columns}
                tone={tone}
                active={i === at.row ? at.column : null}
                cellId={cellId}
                onPoint={setPlace}
                onTake={take}
              />
            ))}
          </VList>
        ) : (
          <div className="skeleton h-72 touch:h-[45dvh]" aria-hidden="true" />
        )}
        {rows.length === 0 && (
          <p role="status" className="absolute inset-x-4 top-10 text-center text-ink-soft">
            {t("emoji.none", { words: typed })}
          </p>
        )}
        {failed && (
          <p role="status" className="absolute inset-x-4 top-10 text-center text-ink-soft">
            {t("emoji.failed")}
          </p>
        )}
      </div>
      <footer className="flex h-9 items-center gap-2 border-line border-t pt-2 touch:h-13">
        <Shown emoji={active} tone={tone} />
        <Tones />
      </footer>
    </div>
  );
}

const unnamed = (emoji: string): Emoji => ({ emoji, label: emoji, shortcodes: [], tones: [], words: [] });

/** What Enter would take. */
function Shown({ emoji, tone }: { emoji: Emoji | undefined; tone: number }) {
  return (
    <p className="flex min-w-0 flex-1 items-center gap-2 text-sm" aria-hidden="true">
      {emoji && (
        <>
          <span className="text-xl leading-none">{toned(emoji, tone)}</span>
          <span className="truncate">
            {emoji.label}
            {emoji.shortcodes[0] && (
              <>
                {" "}
                <bdi dir="ltr" className="text-ink-faint">
                  :{emoji.shortcodes[0]}:
                </bdi>
              </>
            )}
          </span>
        </>
      )}
    </p>
  );
}
