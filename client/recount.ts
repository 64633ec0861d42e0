/** Asks the server for a room's counters where states alone can't tell them. */
import { LoadFailed, type Loading, maxTries } from "./loading.ts";
import type { Rest } from "./rest.ts";
import type { Entry, RoomBook } from "./room-book.ts";
import { applyCounters } from "./room-state.ts";

type RecountOptions = {
  readonly book: RoomBook;
  readonly rest: Rest;
  readonly loading: Loading;
  readonly meId: () => string;
};

/** Until its answer fits what is known; one at a time for a room. */
export function createRecount({ book, rest, loading, meId }: RecountOptions): (roomId: string) => Promise<void> {
  const recounting = new Set<Entry>();

  const counted = async (roomId: string, entry: Entry): Promise<boolean> => {
    if (entry.stale) return true;
    const { recorder, done } = book.record(entry);
    const reads = entry.reads;
    try {
      const { room } = await loading.persist(() => rest("rooms.get", { params: { room: roomId } }));
      if (book.entry(roomId) !== entry || entry.stale) return true;
      // Older than what we know, or read on meanwhile: ask again.
      if (entry.reads !== reads || room.head < recorder.from) return false;
      const outcome = applyCounters(entry.kept, room, [...recorder.messages.values()], meId());
      book.update(roomId, entry, { ...outcome, recount: false });
      return !outcome.recount;
    } finally {
      done();
    }
  };

  return async (roomId) => {
    const entry = book.entry(roomId);
    if (!entry || recounting.has(entry)) return;
    recounting.add(entry);
    try {
      for (let tries = 0; tries < maxTries; tries += 1) {
        if (await counted(roomId, entry)) return;
        await loading.rest(tries);
      }
    } catch (error) {
      // A room that is gone needs no counters; anything else was retried long enough.
      if (!(error instanceof LoadFailed)) throw error;
    } finally {
      recounting.delete(entry);
    }
  };
}
