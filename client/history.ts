/** Loads rooms and pages of their history, each answer merged with what arrived meanwhile (SYN-4). */

import type { RestAnswer } from "#contract/rest.ts";
import { parted } from "./bounds.ts";
import { createLoading, type LoadingOptions } from "./loading.ts";
import type { HistoryTarget, RoomState } from "./public.ts";
import type { Recorder } from "./recorder.ts";
import { createRecount } from "./recount.ts";
import type { Entry } from "./room-book.ts";
import { applyMembers, applyNewest } from "./room-state.ts";
import { applyAround, applyNewer, applyOlder, findShown, leaveExcerpt, nearest, shownWindow } from "./shown-window.ts";

type Page = RestAnswer<"messages.list">;
type Query = Readonly<Record<string, string | number>>;

const pageSize = 50;
/** What the server gives at most; for a range that was there before. */
const maxPageSize = 200;

export type History = ReturnType<typeof createHistory>;

export function createHistory({ meId, ...options }: LoadingOptions & { readonly meId: () => string }) {
  const { book, rest } = options;
  const { bounds } = book;
  const loading = createLoading(options);
  const opening = new Map<string, Promise<void>>();
  const older = new Map<string, Promise<boolean>>();
  const newer = new Map<string, Promise<boolean>>();
  /** roomId → how often somebody wanted to look elsewhere: only the last one is shown. */
  const looks = new Map<string, number>();

  const page = (roomId: string, query: Query) =>
    loading.persist(() => rest("messages.list", { params: { room: roomId }, query: { limit: pageSize, ...query } }));

  const update = (roomId: string, entry: Entry, change: (room: RoomState) => RoomState) =>
    book.update(roomId, entry, { kept: { ...entry.kept, room: change(entry.kept.room) }, hole: false, recount: false });

  const recorded = (recorder: Recorder) => [...recorder.messages.values()];

  /** One at a time for a room. */
  const once = <T>(running: Map<string, Promise<T>>, roomId: string, load: () => Promise<T>): Promise<T> => {
    const same = running.get(roomId);
    if (same !== undefined) return same;
    const promise = load().finally(() => running.delete(roomId));
    running.set(roomId, promise);
    return promise;
  };

  /** What somebody reads in, beyond the newest messages, while the room is loaded again after a `reset`. */
  const placeOf = (roomId: string, { shown }: Entry) =>
    shown && (shown.excerpt ?? (book.isHeld(roomId) ? shown : null));

  /** That again, from its first to its last message: whoever reads there stays there. */
  const lookedAt = async (roomId: string, entry: Entry): Promise<Page[]> => {
    const place = placeOf(roomId, entry);
    const first = place?.messages[0]?.seq;
    const last = place?.messages.at(-1)?.seq;
    const pages: Page[] = [];
    if (first === undefined || last === undefined) return pages;
    for (let after = first - 1; after < last; ) {
      const next = await page(roomId, { after, limit: maxPageSize });
      pages.push(next);
      loading.current(roomId, entry);
      after = next.hasAfter ? (next.messages.at(-1)?.seq ?? last) : last;
    }
    return pages;
  };

  const open = (roomId: string) =>
    loading.untilLoaded(roomId, async (entry, recorder) => {
      const place = placeOf(roomId, entry);
      const [newest, list, ranges] = await Promise.all([
        page(roomId, {}),
        loading.persist(() => rest("members.list", { params: { room: roomId } })),
        lookedAt(roomId, entry),
      ]);
      loading.current(roomId, entry);
      const heads = [newest.head, list.head, ...ranges.map(({ head }) => head)];
      if (!(await loading.align(roomId, entry, recorder, heads))) return null;
      const messages = recorded(recorder);
      const kept = applyMembers(applyNewest(entry.kept, newest, messages), list.members, [
        ...recorder.members.values(),
      ]);
      const first = ranges[0];
      const last = ranges.at(-1);
      // It may have been left meanwhile.
      const still = first && last && placeOf(roomId, entry) === place;
      const room = still
        ? applyAround(
            kept.room,
            {
              messages: ranges.flatMap((each) => each.messages),
              hasBefore: first.hasBefore,
              hasAfter: last.hasAfter,
            },
            messages,
          )
        : kept.room;
      entry.shown = null;
      book.update(roomId, entry, { kept: { ...kept, room: parted(room, bounds) }, hole: false, recount: false });
      return { done: undefined };
    });

  const before = (roomId: string) =>
    loading.untilLoaded(roomId, async (entry, recorder) => {
      const { loaded } = entry.kept.room;
      const { messages, hasBefore } = shownWindow(entry.kept.room);
      const first = messages[0]?.seq;
      if (!loaded || !hasBefore || first === undefined) return { done: false };
      const answer = await page(roomId, { before: first });
      loading.current(roomId, entry);
      if (!(await loading.align(roomId, entry, recorder, [answer.head]))) return null;
      // Looking elsewhere, or cut meanwhile: the page would leave a hole.
      if (shownWindow(entry.kept.room).messages[0]?.seq !== first) return null;
      update(roomId, entry, (room) => parted(applyOlder(room, answer, recorded(recorder), bounds), bounds));
      return { done: answer.messages.length > 0 };
    });

  const after = (roomId: string) =>
    loading.untilLoaded(roomId, async (entry, recorder) => {
      const last = entry.kept.room.excerpt?.messages.at(-1)?.seq;
      if (last === undefined) return { done: false };
      const answer = await page(roomId, { after: last });
      loading.current(roomId, entry);
      if (!(await loading.align(roomId, entry, recorder, [answer.head]))) return null;
      if (entry.kept.room.excerpt?.messages.at(-1)?.seq !== last) return null;
      update(roomId, entry, (room) => parted(applyNewer(room, answer, recorded(recorder), bounds), bounds));
      return { done: true };
    });

  const around = (roomId: string, target: HistoryTarget, overtaken: () => boolean) =>
    loading.untilLoaded<number | null>(roomId, async (entry, recorder) => {
      if (overtaken()) return { done: null };
      const found = findShown(entry.kept.room, target, bounds);
      if (found) {
        update(roomId, entry, () => found.room);
        return { done: found.seq };
      }
      const [answer] = await Promise.all([
        page(roomId, "seq" in target ? { around: target.seq } : { at: target.at }),
        api.open(roomId),
      ]);
      loading.current(roomId, entry);
      if (!(await loading.align(roomId, entry, recorder, [answer.head]))) return null;
      if (overtaken()) return { done: null };
      if (!entry.kept.room.loaded) return null;
      update(roomId, entry, (room) => parted(applyAround(room, answer, recorded(recorder)), bounds));
      return { done: nearest(answer, target) };
    });

  const look = (roomId: string) => {
    const mine = (looks.get(roomId) ?? 0) + 1;
    looks.set(roomId, mine);
    return () => looks.get(roomId) !== mine;
  };

  const api = {
    persist: loading.persist,
    failing: loading.failing,
    hurry: loading.hurry,
    recount: createRecount({ book, rest, loading, meId }),
    /** Once; again after a `reset`. Rejects with `LoadFailed` where the room can't be shown. */
    open(roomId: string): Promise<void> {
      book.opened(roomId);
      const entry = book.entry(roomId);
      if (entry?.kept.room.loaded && !entry.stale) return Promise.resolve();
      return once(opening, roomId, () => open(roomId));
    },
    before: (roomId: string): Promise<boolean> => once(older, roomId, () => before(roomId)),
    after: (roomId: string): Promise<boolean> => once(newer, roomId, () => after(roomId)),
    around: (roomId: string, target: HistoryTarget): Promise<number | null> => around(roomId, target, look(roomId)),
    stay: (roomId: string) => void look(roomId),
    leave(roomId: string) {
      look(roomId);
      const entry = book.entry(roomId);
      if (!entry) return;
      entry.shown &&= leaveExcerpt(entry.shown);
      update(roomId, entry, leaveExcerpt);
    },
  };
  return api;
}
