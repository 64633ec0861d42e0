/** How what is not live is loaded: again and again while it may succeed, and brought to one point with what arrived meanwhile (SYN-4). */
import type { ErrorBody } from "#contract/errors.ts";
import { backoff } from "./backoff.ts";
import { type Clock, sleep } from "./clock.ts";
import { type Recorder, record } from "./recorder.ts";
import type { Rest } from "./rest.ts";
import type { Entry, RoomBook } from "./room-book.ts";
import { createStore } from "./store.ts";
import type { Timings } from "./timings.ts";

export type LoadingOptions = {
  readonly book: RoomBook;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timings: Timings;
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

/** About ten minutes with the full backoff. */
export const maxTries = 25;
/** From so many failures on it is told that something fails. */
const toldAfter = 2;

export type Loading = ReturnType<typeof createLoading>;

export function createLoading({ book, rest, clock, random, timings, epoch }: LoadingOptions) {
  const failing = createStore(0);
  /** Each ends one pause. */
  const pauses = new Set<() => void>();
  const pause = (tries: number, error: ErrorBody) => {
    if (error.retryAfterMs !== undefined) return sleep(clock, error.retryAfterMs);
    return new Promise<void>((resolve) => {
      const end = () => {
        cancel();
        pauses.delete(end);
        resolve();
      };
      const cancel = clock.after(200 + backoff(tries, random, timings), end);
      pauses.add(end);
    });
  };

  /** Again while the refusal may pass. */
  const persist = async <T>(
    ask: () => Promise<{ ok: true; answer: T } | { ok: false; error: ErrorBody }>,
  ): Promise<T> => {
    let told = 0;
    try {
      for (let tries = 0; ; tries += 1) {
        const result = await ask();
        if (result.ok) return result.answer;
        if (!result.error.retryable || tries >= maxTries) throw new LoadFailed(result.error);
        if (tries + 1 === toldAfter) {
          told = 1;
          failing.set(failing.get() + 1);
        }
        await pause(tries, result.error);
      }
    } finally {
      failing.set(failing.get() - told);
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

  return {
    persist,
    /** How many loads have failed more than once and are tried again. */
    failing,
    /** There is a line again: what waits for its next try tries at once. */
    hurry() {
      for (const end of [...pauses]) end();
    },
    /** Between two tries of the same thing. */
    rest: (tries: number) => sleep(clock, 50 + backoff(tries, random, timings)),
    current,

    /**
     * Brings answers of different age to one point: whatever changed between the oldest answer and the recording is
     * asked for, and the room itself is moved up to the newest one. False where the changes are too many.
     */
    async align(roomId: string, entry: Entry, recorder: Recorder, heads: readonly number[]): Promise<boolean> {
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
    },

    /** Loads again as long as the attempt says null, as its answers can't be brought together, or the room is replaced meanwhile. */
    async untilLoaded<T>(
      roomId: string,
      attempt: (entry: Entry, recorder: Recorder) => Promise<{ done: T } | null>,
    ): Promise<T> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const entry = book.entry(roomId);
        if (!entry) throw new LoadFailed({ code: "notFound", message: "There is no such room.", retryable: false });
        if (!entry.stale) {
          const { recorder, done } = book.record(entry);
          try {
            const result = await attempt(entry, recorder);
            if (result !== null) return result.done;
          } catch (error) {
            if (!(error instanceof Replaced)) throw error;
          } finally {
            done();
          }
        }
        await this.rest(tries);
      }
      throw new LoadFailed({ code: "timeout", message: "The room could not be loaded.", retryable: true });
    },
  };
}
