"use client";
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Virtualizer } from "virtua";
import { useLater } from "#app/_components/use-later.ts";
import { useClient, useMe, useOutbox } from "#app/_gateway/hooks.ts";
import { looking } from "#app/_gateway/looking.ts";
import { useSelected } from "#app/_gateway/store.ts";
import { createStore } from "#client/store.ts";
import { useCards } from "../_people/use-cards.ts";
import { DatePill } from "./date-pill.tsx";
import { ListItem, ListSizeContext } from "./list-item.tsx";
import { keyOf, newestOf, placeOf, placeOfNew } from "./places.ts";
import { type Editing, HoldContext, JumpToTimeContext, useRoomView } from "./room-context.ts";
import { framed, rowKey, rowsOf } from "./rows.ts";
import { ToNewest } from "./to-newest.tsx";
import { useHeldRows } from "./use-held-rows.ts";
import type { Jump, Target } from "./use-jump.ts";
import { useLine } from "./use-line.tsx";
import { useHeldHistory, useMoreHistory } from "./use-more-history.ts";
import { quarter, usePinnedScroll } from "./use-pinned-scroll.ts";
import { useReading } from "./use-reading.ts";
import { useSecondThoughts } from "./use-second-thoughts.ts";
import { useShownRows } from "./use-shown-rows.ts";
import { useShownWindow } from "./use-shown-window.ts";
import { useWalk } from "./use-walk.ts";
import { nothingSeen, type View } from "./view.ts";

type Props = { roomId: string; name: string; editing: Editing; jump: Jump };

const none: readonly never[] = [];
const loadBanner = () => import("./unread-banner.tsx");
const loadNotice = () => import("./jump-notice.tsx");
const loadAnnouncer = () => import("./announcer.tsx");

/**
 * The conversation itself: a window of the room's history, of which only what is on screen is in the page. It renders
 * for its own messages only, never for a keystroke, another room's event, or because one scrolls.
 */
export const MessageList = memo(function MessageList({ roomId, name, editing, jump }: Props) {
  const t = useTranslations();
  const client = useClient();
  const me = useMe();
  const outbox = useOutbox(roomId);
  const more = useMoreHistory(roomId);
  // It is no part of what one waits for.
  const connected = useSelected(client.connection, ({ state }) => state === "live" || state === "fallback");
  const Announcer = useLater(loadAnnouncer, connected);
  const [since] = useState(() => client.rooms.get().get(roomId)?.messages.at(-1)?.seq ?? 0);
  const [view] = useState(() => createStore<View>(nothingSeen));
  const reading = useReading(roomId, view, outbox.length);
  const pivot = useRef<string | null>(null);
  const reached = useRef<Target | null>(null);
  const leaving = jump.busy || jump.target !== reached.current;
  const { messages, hasBefore, hasAfter } = useShownWindow(roomId, { me: me.id, pivot: pivot.current, leaving });

  const { readUpTo } = reading;
  const JumpNotice = useLater(loadNotice, jump.busy || jump.miss !== null);
  const UnreadBanner = useLater(loadBanner, readUpTo !== null);
  const rows = useMemo(
    () => framed(rowsOf({ messages, hasBefore, outbox: hasAfter ? none : outbox, me: me.id, readUpTo })),
    [messages, hasBefore, hasAfter, outbox, me.id, readUpTo],
  );
  const shown = useShownRows(rows, pivot);
  const [start] = useState(() => placeOf(jump.target, rows) ?? placeOfNew(rows));
  const scrolling = usePinnedScroll({
    rows: shown.rows,
    view,
    start,
    newest: !hasAfter,
    pivot,
    onNear: more.load,
    onReachedEnd: reading.atEnd,
  });
  const { seek, toEnd } = scrolling;
  useHeldHistory(roomId, view);
  useSecondThoughts(jump, scrolling.scroller);

  const toNewest = useCallback(() => {
    jump.toNewest();
    reading.atEnd();
  }, [jump, reading.atEnd]);
  const toLast = () => {
    toNewest();
    const newest = client.rooms.get().get(roomId)?.messages.at(-1);
    if (newest) walk.focusOn(rowKey(newest, me.id));
  };
  const walk = useWalk({
    rows: shown.rows,
    view,
    scrolling,
    onEnd: toLast,
    onDone() {
      reading.readAll();
      toLast();
    },
  });

  // Where one is, for whoever comes back from a permalink.
  const { place } = scrolling;
  useLayoutEffect(() => {
    const where = () => {
      const now = place();
      const row = now.kind === "row" ? shown.rows.find(({ key }) => key === now.key) : undefined;
      return now.kind === "row" && row?.kind === "message" ? { seq: row.message.seq, top: now.top } : null;
    };
    jump.spot.current = where;
  }, [jump.spot, place, shown.rows]);

  // Where a jump arrived comes into sight.
  const { target } = jump;
  useLayoutEffect(() => {
    if (!target || reached.current === target) return;
    reached.current = target;
    const to = placeOf(target, rows);
    if (to) seek(to.key, to.down);
    else toEnd();
    const key = target.to === "message" ? keyOf(rows, target.seq) : newestOf(rows);
    const why = target.to === "message" ? target.why : null;
    const led = (why === "link" || why === "day") && !jump.engaged.current;
    // What had the focus may have gone with what one looked at before. Who comes back finds each line where it stood.
    if (key && (led || document.activeElement === document.body)) walk.focusOn(key, { inPlace: why === "back" });
  }, [target, rows, seek, toEnd, walk.focusOn, jump.engaged]);

  // So does a message that one edits from afar.
  const { asked } = useRoomView();
  const edited = editing === null ? null : keyOf(rows, editing.seq);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once more, it is looked for again.
  useEffect(() => {
    if (edited && asked.current) walk.focusOn(edited, { within: "textarea" });
  }, [editing, edited, asked, walk.focusOn]);

  // Whoever writes wants to see it there.
  const waiting = useRef(outbox.length);
  useEffect(() => {
    if (outbox.length > waiting.current && looking.get()) jump.toNewest();
    waiting.current = outbox.length;
  }, [outbox.length, jump]);

  const lastOwn = useMemo(() => messages.findLast(({ authorId }) => authorId === me.id)?.seq, [messages, me.id]);
  const tab = walk.active !== null && rows.some(({ key }) => key === walk.active) ? walk.active : newestOf(rows);
  const held = useHeldRows(shown.rows, [walk.active, walk.within, edited]);
  const onClick = useCards({ roomId, rows: shown.rows, hold: held.hold });
  const empty = rows.length === 2;
  const { linked } = jump;
  const line = useLine({
    roomId,
    name,
    hasBefore,
    hasAfter,
    empty,
    more,
    editing: editing?.seq ?? null,
    lastOwn,
    linked,
    tab,
  });
  const beyond = readUpTo !== null && hasBefore && (messages[0]?.seq ?? 0) > readUpTo;

  return (
    <div className="relative min-h-0 flex-1">
      <HoldContext value={held.hold}>
        <JumpToTimeContext value={jump.toTime}>
          <DatePill view={view} />
          {/* Opaque and announced, it is a layer of its own: it moves without waiting for the page's scripts. */}
          <div
            ref={scrolling.scroller}
            data-scroller
            className="group/scroller h-full bg-canvas will-change-scroll max-md:touch-slides overflow-y-auto overscroll-contain [overflow-anchor:none]"
          >
            {/* Rows come and go as one scrolls: what is new is told by the announcer. */}
            <div
              role="log"
              aria-live="off"
              aria-busy={jump.busy}
              aria-label={t("conversation.log", { room: name })}
              onKeyDown={walk.onKeyDown}
              onFocus={walk.onFocus}
              onClick={onClick}
              className="flex min-h-full flex-col justify-end group-data-end/scroller:*:pointer-events-auto!"
            >
              <ListSizeContext value={hasBefore || hasAfter ? -1 : shown.rows.length}>
                <Virtualizer
                  key={shown.list}
                  ref={scrolling.handle}
                  scrollRef={scrolling.scroller}
                  data={shown.rows}
                  shift={shown.shift}
                  as="ol"
                  item={ListItem}
                  keepMounted={held.indexes}
                  onScroll={scrolling.onScroll}
                  onScrollEnd={() => {
                    scrolling.onScrollEnd();
                    walk.settle();
                  }}
                  onResize={() => {
                    scrolling.onResize();
                    walk.tryFocus();
                  }}
                >
                  {line}
                </Virtualizer>
              </ListSizeContext>
            </div>
          </div>
        </JumpToTimeContext>
      </HoldContext>
      {UnreadBanner && (
        <UnreadBanner
          roomId={roomId}
          rows={rows}
          beyond={beyond}
          view={view}
          onJump={() =>
            placeOfNew(rows) ? seek("new", quarter) : readUpTo !== null && jump.toMessage(readUpTo, "unread")
          }
          onRead={reading.readAll}
        />
      )}
      {JumpNotice && <JumpNotice jump={jump} />}
      <ToNewest roomId={roomId} view={view} onClick={toNewest} onKey={toLast} />
      {Announcer && <Announcer roomId={roomId} name={name} target={target} since={since} />}
    </div>
  );
});
