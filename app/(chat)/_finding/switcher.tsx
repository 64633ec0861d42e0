"use client";
import clsx from "clsx";
import { CornerDownLeft, Hash, Lock, Users, Zap } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { isComposing } from "#app/_components/composing.ts";
import { Notice } from "#app/_components/notice.tsx";
import { useReturnFocus } from "#app/_components/use-return-focus.ts";
import { go, roomPath, useAddress } from "#app/_gateway/address.ts";
import { useClient, useMe, useUsers } from "#app/_gateway/hooks.ts";
import { rest } from "#app/_gateway/rest.ts";
import { othersOf, roomName } from "#app/_gateway/room-name.ts";
import { useStore } from "#app/_gateway/store.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { MyRoom, User } from "#contract/entities.ts";
import { useOpenDialog } from "../_shell/open-dialog.ts";
import { type Action, type Entry, entriesOf, found } from "./entries.ts";
import { recentRooms } from "./recent.ts";
import { globalPressed, isMac } from "./shortcuts.ts";
import { useMarkAllRead } from "./use-mark-all-read.ts";

const actions: readonly Action[] = ["direct", "createRoom", "browse", "markAllRead", "keyboard", "settings"];

/** Goes to any room or person by a few letters: the most recent first, ↑ ↓ choose, Enter goes. */
export default function Switcher({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  const me = useMe();
  const users = useUsers();
  const rooms = useStore(client.rooms);
  const address = useAddress();
  const open = useOpenDialog();
  const markAllRead = useMarkAllRead();
  const id = useId();
  const returnFocus = useReturnFocus();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [recent] = useState(recentRooms);
  const browsed = useBrowsed();

  const entries = useMemo(
    () =>
      entriesOf({
        rooms: rooms.values(),
        users: users.values(),
        browsed,
        actions: actions.map((action) => ({ action, name: t(`switcher.${action}`) })),
        me: me.id,
        nameOf: (room) => roomName(t, room, me.id, users),
      }),
    [rooms, users, browsed, me.id, t],
  );
  const state = address.screen === "room" ? roomOf(rooms.values(), address.room) : undefined;
  const here = state ? roomPath(state.room) : null;
  const shown = useMemo(() => found(entries, query, recent, here), [entries, query, recent, here]);
  const at = Math.min(active, shown.length - 1);

  useEffect(() => {
    list.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  async function take(entry: Entry) {
    const path = await follow(entry);
    if (path === null) return;
    onClose();
    if (path !== "") go(path);
  }

  /** Where it leads; null where it failed, or something else opened. */
  async function follow(entry: Entry): Promise<string | null> {
    if (entry.kind === "room") return roomPath(entry.state.room);
    if (entry.kind === "public") return roomPath(entry.room);
    if (entry.kind === "person") {
      const result = await rest("rooms.create", { body: { kind: "direct", memberIds: [entry.user.id] } });
      if (result.ok) {
        client.addRoom(result.answer.room);
        return roomPath(result.answer.room);
      }
      setProblem(sentence(result, "rooms.create"));
      return null;
    }
    if (entry.action === "settings") return "/settings";
    if (entry.action === "markAllRead") {
      void markAllRead();
      return "";
    }
    open(entry.action);
    return null;
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event.nativeEvent)) return;
    const entry = shown[at];
    // What opened it closes it, too; left alone, the browser would take the keys for its own search.
    if (globalPressed(event, true, isMac()) === "switcher") onClose();
    else if (event.key === "ArrowDown") setActive((at + 1) % Math.max(1, shown.length));
    else if (event.key === "ArrowUp") setActive((at - 1 + shown.length) % Math.max(1, shown.length));
    else if (event.key === "Enter" && entry) void take(entry);
    else return;
    event.preventDefault();
  }

  return (
    <Radix.Root open onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="float fixed inset-x-3 top-[max(env(safe-area-inset-top),0.75rem)] z-50 mx-auto flex max-h-[min(32rem,calc(100dvh-1.5rem))] max-w-xl flex-col overflow-hidden md:top-[12vh]"
        >
          <Radix.Title className="sr-only">{t("switcher.title")}</Radix.Title>
          <input
            role="combobox"
            aria-label={t("switcher.title")}
            aria-expanded={shown.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={shown.length > 0 ? `${id}-${at}` : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="go"
            maxLength={80}
            placeholder={t("switcher.placeholder")}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
              setProblem(null);
            }}
            onKeyDown={onKeyDown}
            className="h-14 w-full shrink-0 border-line border-b bg-transparent px-5 text-lg outline-none placeholder:text-ink-faint"
          />
          {problem && (
            <div className="p-3 pb-0">
              <Notice>{problem}</Notice>
            </div>
          )}
          <div ref={list} className="overflow-y-auto overscroll-contain p-2">
            {shown.length === 0 && <p className="px-3 py-6 text-center text-ink-soft">{t("switcher.nothing")}</p>}
            <div role="listbox" id={`${id}-list`} aria-label={t("switcher.title")}>
              {shown.map((entry, i) => (
                // The keys are the combobox's.
                // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
                <div
                  key={`${entry.kind}-${entry.key}`}
                  id={`${id}-${i}`}
                  data-index={i}
                  role="option"
                  tabIndex={-1}
                  aria-selected={i === at}
                  onPointerMove={() => setActive(i)}
                  onClick={() => void take(entry)}
                  className={clsx(
                    "flex min-h-10 cursor-default items-center gap-3 rounded-md px-3 touch:min-h-11",
                    i === at && "bg-hover",
                  )}
                >
                  <Line entry={entry} me={me.id} />
                  {i === at && (
                    <CornerDownLeft size={14} aria-hidden="true" className="shrink-0 text-ink-faint touch:hidden" />
                  )}
                </div>
              ))}
            </div>
          </div>
          <p role="status" className="sr-only">
            {query.trim() === "" ? null : t("switcher.count", { n: shown.length })}
          </p>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Line({ entry, me }: { entry: Entry; me: string }) {
  const t = useTranslations();
  const users = useUsers();
  const unread = entry.kind === "room" ? entry.state.unread : 0;
  const note = noteOf(entry);
  return (
    <>
      <span className="flex w-5 shrink-0 justify-center text-ink-faint">{mark(entry, me, users)}</span>
      <span className={clsx("flex min-w-0 flex-1 items-baseline", unread > 0 && "font-semibold")}>
        <span className="truncate" dir="auto">
          {entry.name}
        </span>
        {/* The space is for readers: to them it is one line of words. */}
        {note && <span className="ms-1 shrink-0 font-normal text-ink-faint text-sm"> {t(note)}</span>}
      </span>
      {unread > 0 && (
        <span className="shrink-0 text-ink-soft text-sm">{t("sidebar.unread", { n: Math.min(unread, 999) })}</span>
      )}
    </>
  );
}

function noteOf(entry: Entry) {
  if (entry.kind === "room") return entry.state.room.archivedAt ? "switcher.archived" : null;
  if (entry.kind === "public") return "switcher.notIn";
  return entry.kind === "person" ? "switcher.newDirect" : null;
}

function mark(entry: Entry, me: string, users: ReadonlyMap<string, User>): ReactNode {
  if (entry.kind === "action") return <Zap size={15} aria-hidden="true" />;
  if (entry.kind === "person")
    return <Avatar id={entry.user.id} name={entry.user.name} url={entry.user.avatarUrl} size="small" />;
  const room = entry.kind === "room" ? entry.state.room : entry.room;
  if (room.kind === "private") return <Lock size={14} aria-hidden="true" />;
  if (room.kind === "public") return <Hash size={15} aria-hidden="true" />;
  const others = othersOf(room, me);
  if (others.length > 1) return <Users size={14} aria-hidden="true" />;
  const other = others[0] ?? me;
  return <Avatar id={other} name={entry.name} url={users.get(other)?.avatarUrl} size="small" />;
}

const roomOf = <S extends { room: MyRoom }>(rooms: Iterable<S>, ref: string): S | undefined =>
  [...rooms].find(({ room }) => room.roomId === ref || (room.slug !== "" && room.slug === ref));

/** The public rooms, asked for as the switcher opens; without an answer my own rooms are there all the same. */
function useBrowsed(): readonly MyRoom[] {
  const [browsed, setBrowsed] = useState<readonly MyRoom[]>([]);
  useEffect(() => {
    let current = true;
    void rest("rooms.list", { query: { browse: "true" } }).then((result) => {
      if (current && result.ok) setBrowsed(result.answer.rooms);
    });
    return () => {
      current = false;
    };
  }, []);
  return browsed;
}
