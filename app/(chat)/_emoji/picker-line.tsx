"use client";
import clsx from "clsx";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { Emoji } from "./book.ts";
import { toned } from "./choices.ts";
import type { PickerRow, Place } from "./picker-rows.ts";

type Props = {
  row: PickerRow;
  index: number;
  columns: number;
  tone: number;
  /** The column of the active emoji; null where it is in another row. */
  active: number | null;
  cellId: (row: number, column: number) => string;
  onPoint: (place: Place) => void;
  onTake: (emoji: Emoji) => void;
};

export const PickerLine = memo(function PickerLine(props: Props) {
  const { row, index, columns, tone, active, cellId, onPoint, onTake } = props;
  const t = useTranslations();
  if (row.kind === "heading")
    return (
      <div
        role="row"
        aria-rowindex={index + 1}
        tabIndex={-1}
        className="px-1 pt-2 pb-1 font-medium text-ink-faint text-xs"
      >
        <span role="gridcell" tabIndex={-1}>
          {t(`emoji.groups.${row.group === "found" ? "recent" : row.group}`)}
        </span>
      </div>
    );
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      className="grid"
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {row.cells.map((each, column) => (
        // The search names the active cell and has the keys; the pointer must not take the focus from it.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
        <div
          key={each.emoji}
          id={cellId(index, column)}
          role="gridcell"
          tabIndex={-1}
          aria-label={each.label}
          aria-selected={column === active}
          title={each.label}
          onPointerDown={(event) => event.pointerType === "mouse" && event.preventDefault()}
          onPointerMove={(event) =>
            event.pointerType === "mouse" && column !== active && onPoint({ row: index, column })
          }
          onClick={() => onTake(each)}
          className={clsx(
            "flex h-9 cursor-pointer select-none items-center justify-center rounded-md text-xl touch:h-11",
            column === active &&
              "bg-hover outline-2 outline-accent -outline-offset-2 touch:bg-transparent touch:outline-0",
          )}
        >
          {toned(each, tone)}
        </div>
      ))}
    </div>
  );
});
