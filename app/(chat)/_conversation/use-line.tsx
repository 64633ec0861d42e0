"use client";
import { type ReactElement, useCallback, useRef } from "react";
import { Beginning } from "./beginning.tsx";
import { MoreMark } from "./edges.tsx";
import { DayLine, NewLine } from "./lines.tsx";
import { MessageRow } from "./message-row.tsx";
import { PendingRow } from "./pending-row.tsx";
import type { Row } from "./rows.ts";
import type { More } from "./use-more-history.ts";

type Options = {
  roomId: string;
  name: string;
  hasBefore: boolean;
  hasAfter: boolean;
  empty: boolean;
  more: More;
  /** Messages, by seq: being edited, my last one, a permalink's. */
  editing: number | null;
  lastOwn: number | undefined;
  linked: number | undefined;
  /** The row that Tab reaches. */
  tab: string | null;
};

type Made = { readonly marks: string; readonly element: ReactElement };

/** How a row looks. What was made of a row is the same until something about it changes, so that it renders nothing. */
export function useLine(options: Options): (row: Row) => ReactElement {
  const { roomId, name, hasBefore, hasAfter, empty, more, editing, lastOwn, linked, tab } = options;
  const known = useRef(new WeakMap<Row, Made>());
  return useCallback(
    (row: Row) => {
      if (row.kind === "top")
        return hasBefore ? (
          <MoreMark key={row.key} side="before" more={more} />
        ) : (
          <Beginning key={row.key} roomId={roomId} name={name} empty={empty} />
        );
      if (row.kind === "bottom")
        return hasAfter ? <MoreMark key={row.key} side="after" more={more} /> : <div key={row.key} className="h-3" />;
      const seq = row.kind === "message" ? row.message.seq : null;
      const marks = [seq === editing, seq === lastOwn, seq === linked, row.key === tab].map(Number).join("");
      const found = known.current.get(row);
      if (found?.marks === marks) return found.element;
      const element = make(row, marks);
      known.current.set(row, { marks, element });
      return element;
    },
    [roomId, name, hasBefore, hasAfter, empty, more, editing, lastOwn, linked, tab],
  );
}

function make(row: Exclude<Row, { kind: "top" | "bottom" }>, marks: string): ReactElement {
  const [editing, lastOwn, target, tab] = [...marks].map((mark) => mark === "1");
  switch (row.kind) {
    case "day":
      return <DayLine key={row.key} rowKey={row.key} at={row.at} />;
    case "new":
      return <NewLine key={row.key} />;
    case "message":
      return (
        <MessageRow
          key={row.key}
          message={row.message}
          lead={row.lead}
          editing={editing ?? false}
          lastOwn={lastOwn ?? false}
          target={target ?? false}
          tab={tab ?? false}
        />
      );
    case "pending":
      return <PendingRow key={row.key} entry={row.entry} lead={row.lead} />;
  }
}
