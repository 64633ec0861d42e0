"use client";
import { ArrowDown } from "lucide-react";
import { type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useClient, useMe, useOutbox, useRoomPart } from "#app/_gateway/hooks.ts";
import { Beginning } from "./beginning.tsx";
import { DayLine, NewLine } from "./lines.tsx";
import { MessageRow } from "./message-row.tsx";
import { PendingRow } from "./pending-row.tsx";
import { type Row, rowsOf } from "./rows.ts";
import { usePinnedScroll } from "./use-pinned-scroll.ts";
import { useReading } from "./use-reading.ts";

type Props = { roomId: string; name: string; editing: number | null };

/** The conversation itself. It renders for its own messages only, never for a keystroke or another room's event. */
export const MessageList = memo(function MessageList({ roomId, name, editing }: Props) {
  const t = useTranslations();
  const me = useMe();
  const messages = useRoomPart(roomId, (state) => state?.messages ?? none);
  const hasBefore = useRoomPart(roomId, (state) => state?.hasBefore ?? false);
  const outbox = useOutbox(roomId);
  const older = useOlder(roomId);
  const [end, setEnd] = useState(true);
  const readUpTo = useReading(roomId, end, outbox.length);
  const rows = useMemo(() => rowsOf({ messages, outbox, me: me.id, readUpTo }), [messages, outbox, me.id, readUpTo]);
  const { scroller, list, atEnd, onScroll, toEnd } = usePinnedScroll(rows, older.load);
  if (end !== atEnd) setEnd(atEnd);
  const lastOwn = useMemo(() => messages.findLast((message) => message.authorId === me.id)?.seq, [messages, me.id]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="flex min-h-full flex-col justify-end pb-3">
          {hasBefore ? <OlderMark {...older} /> : <Beginning roomId={roomId} name={name} empty={rows.length === 0} />}
          <div
            role="log"
            aria-live="polite"
            aria-relevant="additions"
            aria-label={t("conversation.log", { room: name })}
          >
            <ol ref={list} onKeyDown={walk}>
              {rows.map((row, i) => (
                <li key={row.key}>
                  <Line
                    row={row}
                    editing={row.kind === "message" && row.message.seq === editing}
                    last={row.kind === "message" && row.message.seq === lastOwn}
                    tab={i === rows.length - 1}
                  />
                </li>
              ))}
            </ol>
          </div>
        </div>
      </div>
      {!atEnd && <ToNewest roomId={roomId} onClick={toEnd} />}
    </div>
  );
});

const none: readonly never[] = [];

type LineProps = { row: Row; editing: boolean; last: boolean; tab: boolean };

function Line({ row, editing, last, tab }: LineProps) {
  switch (row.kind) {
    case "day":
      return <DayLine at={row.at} />;
    case "new":
      return <NewLine />;
    case "message":
      return (
        <MessageRow message={row.message} lead={row.lead} editing={editing} lastOwn={last} tab={tab} target={false} />
      );
    case "pending":
      return <PendingRow entry={row.entry} lead={row.lead} />;
    default:
      return null;
  }
}

/** ↑ and ↓ walk from message to message; Tab then reaches the actions of the one in focus. */
function walk(event: KeyboardEvent<HTMLOListElement>) {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  if (!(event.target instanceof HTMLElement) || event.target.dataset.seq === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-seq]")];
  const next = all[all.indexOf(event.target) + (event.key === "ArrowUp" ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

type Older = { load: () => void; failed: boolean; retry: () => void };

/** Loads one page at a time; after a failure only when asked. */
function useOlder(roomId: string): Older {
  const client = useClient();
  const busy = useRef(false);
  const [failed, setFailed] = useState(false);
  const [pages, setPages] = useState(0);
  const run = useCallback(async () => {
    if (busy.current || !client.rooms.get().get(roomId)?.hasBefore) return;
    busy.current = true;
    try {
      await client.loadBefore(roomId);
      setFailed(false);
    } catch {
      setFailed(true);
    } finally {
      busy.current = false;
      setPages((count) => count + 1);
    }
  }, [client, roomId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever asked while a page was on its way asks again after it.
  const load = useCallback(() => {
    if (!failed) void run();
  }, [failed, run, pages]);
  return { load, failed, retry: run };
}

function OlderMark({ failed, retry }: Older) {
  const t = useTranslations();
  if (failed)
    return (
      <p role="alert" className="flex items-center justify-center gap-2 py-4 text-ink-soft text-sm">
        {t("conversation.loadOlderFailed")}
        <button type="button" className="font-medium text-accent hover:underline" onClick={retry}>
          {t("common.retry")}
        </button>
      </p>
    );
  return (
    <div className="flex flex-col gap-5 px-4 py-6 md:px-6" role="status" aria-label={t("conversation.loadingOlder")}>
      <div className="flex gap-3">
        <div className="skeleton size-9 rounded-lg" />
        <div className="flex flex-1 flex-col gap-2 pt-1">
          <div className="skeleton h-3 w-24" />
          <div className="skeleton h-3.5 w-3/5" />
        </div>
      </div>
    </div>
  );
}

function ToNewest({ roomId, onClick }: { roomId: string; onClick: () => void }) {
  const t = useTranslations();
  const unread = useRoomPart(roomId, (state) => state?.unread ?? 0);
  return (
    <button
      type="button"
      onClick={onClick}
      className="float pop absolute end-4 bottom-3 flex h-9 items-center gap-1.5 rounded-full px-3.5 font-medium text-sm hover:bg-hover touch:h-11"
    >
      <ArrowDown size={16} aria-hidden="true" />
      {unread > 0 ? t("conversation.newCount", { n: unread }) : t("conversation.newest")}
    </button>
  );
}
