/** Loads what is not live: pages of history, members, counters; each answer merged with what arrived meanwhile (SYN-4). */
import type { Message } from "#contract/entities.ts";
import type { ErrorBody } from "#contract/errors.ts";
import { backoff } from "./backoff.ts";
import { type Clock, sleep } from "./clock.ts";
import type { Rest } from "./rest.ts";
import { type Entry, type Recorder, type RoomBook, record } from "./room-book.ts";
import { applyCounters, applyMembers, applyPage } from "./room-state.ts";
import type { Timings } from "./timings.ts";

type HistoryOptions = {
  readonly book: RoomBook;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timings: Timings;
  readonly meId: () => string;
  readonly epoch: () => string | undefined;
};

/** What loading a room can end with, beyond success; its `error` says why to a person. */
export class LoadFailed extends Error {
  readonly error: ErrorBody;
  constructor(error: ErrorBody) {
    super(error.message);
    this.name = "LoadFailed";
    this.error = error;
  }
}

/** The state was dropped under the load: begin again with the new one. */
class Replaced extends Error {}

const pageSize = 50;
/** About ten minutes with the full backoff. */
const maxTries = 25;

export type History = ReturnType<typeof createHistory>;

export function createHistory({ book, rest, clock, random, timings, meId, epoch }: HistoryOptions) {
  const opening = new Map<string, Promise<void>>();
  const older = new Map<string, Promise<boolean>>();
  const recounting = new Set<string>();

  const pause = (tries: number, error: ErrorBody) =>
    sleep(clock, error.retryAfterMs ?? 200 + backoff(tries, random, timings));

  /** Again while the refusal may pass. */
  const persist = async <T>(
    ask: () => Promise<{ ok: true; answer: T } | { ok: false; error: ErrorBody }>,
  ): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      const result = await ask();
      if (result.ok) return result.answer;
      if (!result.error.retryable || tries >= maxTries) throw new LoadFailed(result.error);
      await pause(tries, result.error);
    }
  };

  const current = (roomId: string, entry: Entry) => {
    if (book.entry(roomId) !== entry || entry.stale) throw new Replaced();
  };

  const changes = async (roomId: string, entry: Entry, since: number) => {
    const answer = await persist(() =>
      rest("changes.list", { params: { room: roomId }, query: { since, epoch: epoch() } }),
    );
    current(roomId, entry);
    if (answer.status === "reset") return null;
    return { head: answer.head, states: answer.payload ?? {} };
  };

  /**
   * Brings answers of different age to one point: whatever changed between the oldest answer and the recording is
   * asked for, and the room itself is moved up to the newest one. False where the changes are too many.
   */
  const align = async (
    roomId: string,
    entry: Entry,
    recorder: Recorder,
    heads: readonly number[],
  ): Promise<boolean> => {
    for (let since = Math.min(...heads); since < recorder.from; ) {
      const missed = await changes(roomId, entry, since);
      if (!missed || missed.head <= since) return false;
      record(recorder, missed);
      since = missed.head;
    }
    const newest = Math.max(...heads);
    while (entry.kept.room.cursor < newest) {
      const after = entry.kept.room.cursor;
      const missed = await changes(roomId, entry, after);
      if (!missed || missed.head <= after) return false;
      book.change(roomId, { after, seq: missed.head, states: missed.states });
    }
    return true;
  };

  /** Loads again as long as the answers can't be brought together, or the room is replaced meanwhile. */
  const loading = async <T>(
    roomId: string,
    attempt: (entry: Entry, recorder: Recorder) => Promise<T | null>,
  ): Promise<T> => {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const entry = book.entry(roomId);
      if (!entry) throw new LoadFailed({ code: "notFound", message: "There is no such room.", retryable: false });
      if (!entry.stale) {
        const { recorder, done } = book.record(entry);
        try {
          const result = await attempt(entry, recorder);
          if (result !== null) return result;
        } catch (error) {
          if (!(error instanceof Replaced)) throw error;
        } finally {
          done();
        }
      }
      await sleep(clock, 50 + backoff(tries, random, timings));
    }
    throw new LoadFailed({ code: "timeout", message: "The room could not be loaded.", retryable: true });
  };

  const open = (roomId: string) =>
    loading(roomId, async (entry, recorder) => {
      const params = { room: roomId };
      const [page, list] = await Promise.all([
        persist(() => rest("messages.list", { params, query: { limit: pageSize } })),
        persist(() => rest("members.list", { params })),
      ]);
      current(roomId, entry);
      if (!(await align(roomId, entry, recorder, [page.head, list.head]))) return null;
      entry.shown = null;
      const kept = applyMembers(applyPage(entry.kept, page, [...recorder.messages.values()]), list.members, [
        ...recorder.members.values(),
      ]);
      book.update(roomId, entry, { kept, hole: false, recount: false });
      return true;
    });

  const before = (roomId: string) =>
    loading(roomId, async (entry, recorder) => {
      const first = entry.kept.room.messages[0];
      if (!entry.kept.room.loaded || !entry.kept.room.hasBefore || !first) return false;
      const page = await persist(() =>
        rest("messages.list", { params: { room: roomId }, query: { before: first.seq, limit: pageSize } }),
      );
      current(roomId, entry);
      if (!(await align(roomId, entry, recorder, [page.head]))) return null;
      book.update(roomId, entry, {
        kept: applyPage(entry.kept, page, [...recorder.messages.values()]),
        hole: false,
        recount: false,
      });
      return page.messages.length > 0;
    });

  const counted = async (roomId: string, entry: Entry): Promise<boolean> => {
    const { recorder, done } = book.record(entry);
    const reads = entry.reads;
    try {
      const { room } = await persist(() => rest("rooms.get", { params: { room: roomId } }));
      if (book.entry(roomId) !== entry || entry.stale) return true;
      // Older than what we know, or read on meanwhile: ask again.
      if (entry.reads !== reads || room.head < recorder.from) return false;
      const recorded: readonly Message[] = [...recorder.messages.values()];
      const outcome = applyCounters(entry.kept, room, recorded, meId());
      book.update(roomId, entry, { ...outcome, recount: false });
      return !outcome.recount;
    } finally {
      done();
    }
  };

  return {
    persist,
    /** Once; again after a `reset`. Rejects with `LoadFailed` where the room can't be shown. */
    open(roomId: string): Promise<void> {
      const entry = book.entry(roomId);
      if (entry) entry.opened = true;
      if (entry?.kept.room.loaded && !entry.stale) return Promise.resolve();
      const running = opening.get(roomId);
      if (running !== undefined) return running;
      const promise = open(roomId)
        .then(() => {})
        .finally(() => opening.delete(roomId));
      opening.set(roomId, promise);
      return promise;
    },
    before(roomId: string): Promise<boolean> {
      const running = older.get(roomId);
      if (running !== undefined) return running;
      const promise = before(roomId).finally(() => older.delete(roomId));
      older.set(roomId, promise);
      return promise;
    },
    /** Asks the server for the counters, until its answer fits what is known. */
    async recount(roomId: string): Promise<void> {
      if (recounting.has(roomId)) return;
      recounting.add(roomId);
      try {
        for (let tries = 0; tries < maxTries; tries += 1) {
          const entry = book.entry(roomId);
          if (!entry || entry.stale || (await counted(roomId, entry))) return;
          await sleep(clock, 50 + backoff(tries, random, timings));
        }
      } catch (error) {
        // A room that is gone needs no counters; anything else was retried long enough.
        if (!(error instanceof LoadFailed)) throw error;
      } finally {
        recounting.delete(roomId);
      }
    },
  };
}
