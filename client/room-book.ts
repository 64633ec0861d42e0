/** All rooms that this client knows: applies what arrives, notices holes, and shows the result. */
import type { Message, MyRoom, Preferences } from "#contract/entities.ts";
import type { DurableEnvelope } from "#contract/events.ts";
import { type Bounds, trimmed, unloaded } from "./bounds.ts";
import type { RoomState, Store } from "./public.ts";
import { createReaders } from "./readers.ts";
import { createRecorder, type Recorder, record } from "./recorder.ts";
import {
  applyChange,
  applyPreferences,
  applyRead,
  type Change,
  freshRoom,
  type Kept,
  type Outcome,
} from "./room-state.ts";
import { createShownRooms } from "./shown-rooms.ts";

export type Entry = {
  kept: Kept;
  /** Shown in place of a state that is still being loaded again. */
  shown: RoomState | null;
  /** Dropped by a `reset`; events wait for its successor. */
  stale: boolean;
  /** Somebody opened it, so that it is loaded again after a `reset`. */
  opened: boolean;
  /** Grows with each `read.updated`: an older answer must not undo it. */
  reads: number;
  /** The same of `preferences.updated`. */
  choices: number;
  readonly recorders: Set<Recorder>;
};

type Waiting = { readonly seq: number; readonly change: Change };
/** Beyond this many waiting changes of a room the buffer is dropped: `sync` brings them all the same. */
const maxWaiting = 500;

type RoomBookOptions = {
  readonly bounds: Bounds;
  readonly meId: () => string;
  /** Something is missing: `sync` at once. */
  readonly hole: () => void;
  readonly recount: (roomId: string) => void;
  /** After messages were applied. */
  readonly applied: (messages: readonly Message[]) => void;
};

export type RoomBook = ReturnType<typeof createRoomBook>;

export function createRoomBook({ bounds, meId, hole, recount, applied }: RoomBookOptions) {
  const entries = new Map<string, Entry>();
  /** roomId → seq of my last leaving: the higher of leaving and joining wins (SYN-4). */
  const removedAt = new Map<string, number>();
  /** Changes that can't be applied yet, by room: after a hole, or of a room that is still to be loaded. */
  const waiting = new Map<string, Waiting[]>();
  /** How far I read in rooms that are still to be loaded, by events that may be newer than the answer to come. */
  const waitingReads = new Map<string, number>();
  const waitingPreferences = new Map<string, Preferences>();
  const readers = createReaders(bounds.rooms);
  const shown = createShownRooms({
    stateOf: (roomId) => {
      const entry = entries.get(roomId);
      return entry && (entry.shown ?? entry.kept.room);
    },
    applied,
  });
  const { publish } = shown;

  const settle = (roomId: string, entry: Entry, outcome: Outcome) => {
    if (outcome.kept !== entry.kept) {
      entry.kept = outcome.kept;
      publish(roomId);
    }
    if (outcome.recount) recount(roomId);
  };

  const hold = (roomId: string, change: Change) => {
    const held = waiting.get(roomId) ?? [];
    if (held.length >= maxWaiting) held.length = 0;
    held.push({ seq: change.seq, change });
    waiting.set(roomId, held);
  };

  const release = (roomId: string) => {
    const held = waiting.get(roomId);
    if (!held) return;
    waiting.delete(roomId);
    for (const { change } of held.sort((a, b) => a.seq - b.seq)) applyTo(roomId, change);
  };

  const applyTo = (roomId: string, change: Change) => {
    const entry = entries.get(roomId);
    if (!entry || entry.stale) {
      if ((removedAt.get(roomId) ?? -1) >= change.seq) return;
      hold(roomId, change);
      return hole();
    }
    const outcome = applyChange(entry.kept, change, meId());
    if (outcome.hole) {
      hold(roomId, change);
      return hole();
    }
    for (const recorder of entry.recorders) record(recorder, change);
    const { kept } = outcome;
    settle(roomId, entry, { ...outcome, kept: { ...kept, room: trimmed(kept.room, readers.isHeld(roomId), bounds) } });
    if (change.states.messages) shown.apply(change.states.messages);
  };

  const put = (room: MyRoom, cursor = room.head): Entry => {
    const old = entries.get(room.roomId);
    const entry: Entry = {
      kept: freshRoom(room, cursor),
      shown: null,
      stale: false,
      opened: old?.opened ?? false,
      reads: 0,
      choices: 0,
      recorders: new Set(),
    };
    // Only what is loaded again may hide behind what it was: one that was let go while it loaded would stay so for ever.
    if (old?.opened) entry.shown = old.kept.room.loaded ? old.kept.room : old.shown;
    entries.set(room.roomId, entry);
    publish(room.roomId);
    release(room.roomId);
    const readSeq = waitingReads.get(room.roomId);
    waitingReads.delete(room.roomId);
    if (readSeq !== undefined) read(room.roomId, readSeq);
    const preferences = waitingPreferences.get(room.roomId);
    waitingPreferences.delete(room.roomId);
    if (preferences) choose(room.roomId, preferences);
    return entry;
  };

  /** Not while it is being loaded, as it would be there again afterwards. */
  const forget = (roomId: string): boolean => {
    const entry = entries.get(roomId);
    if (!entry) return true;
    if (!entry.kept.room.loaded) return false;
    entry.opened = false;
    entry.kept = { ...entry.kept, room: unloaded(entry.kept.room) };
    publish(roomId);
    return true;
  };

  const read = (roomId: string, seq: number) => {
    const entry = entries.get(roomId);
    if (!entry || entry.stale) return void waitingReads.set(roomId, seq);
    entry.reads += 1;
    settle(roomId, entry, applyRead(entry.kept, seq, meId()));
  };

  const choose = (roomId: string, preferences: Preferences) => {
    const entry = entries.get(roomId);
    if (!entry || entry.stale) return void waitingPreferences.set(roomId, preferences);
    entry.choices += 1;
    settle(roomId, entry, { kept: applyPreferences(entry.kept, preferences), hole: false, recount: false });
  };

  return {
    bounds,
    rooms: shown.rooms satisfies Store<ReadonlyMap<string, RoomState>>,
    entry: (roomId: string): Entry | undefined => entries.get(roomId),
    ids: (): string[] => [...entries.keys()],
    /** What `sync` is asked with. */
    cursors: (): Record<string, number> =>
      Object.fromEntries(
        [...entries].filter(([, entry]) => !entry.stale).map(([roomId, entry]) => [roomId, entry.kept.room.cursor]),
      ),

    /** Many changes, told as one. */
    together: shown.together,
    change(roomId: string, change: Change) {
      applyTo(roomId, change);
      release(roomId);
    },
    event(event: DurableEnvelope) {
      this.change(event.roomId, { after: event.after ?? event.seq - 1, seq: event.seq, states: event.payload });
    },

    /** From scratch, as REST answered it; what waited is applied on top. */
    put,
    /** `room.added`, or a room that REST just answered: true where it is new. */
    add(room: MyRoom, cursor: number, joinedSeq: number | undefined): boolean {
      if (joinedSeq !== undefined && (removedAt.get(room.roomId) ?? -1) > joinedSeq) return false;
      const known = entries.get(room.roomId);
      const knownSince = known?.kept.room.room.joinedSeq;
      if (known && !known.stale && (joinedSeq === undefined || knownSince === undefined || knownSince >= joinedSeq))
        return false;
      put({ ...room, ...(joinedSeq === undefined ? {} : { joinedSeq }) }, cursor);
      return true;
    },
    /** Whether I left after this answer says I joined: the answer is old. */
    isGone: (room: MyRoom): boolean =>
      room.joinedSeq !== undefined && (removedAt.get(room.roomId) ?? -1) > room.joinedSeq,
    /** I left at `seq`, or was removed. */
    remove(roomId: string, seq: number) {
      removedAt.set(roomId, Math.max(seq, removedAt.get(roomId) ?? -1));
      const entry = entries.get(roomId);
      if (entry && (entry.kept.room.room.joinedSeq ?? -1) > seq) return;
      this.drop(roomId);
    },
    drop(roomId: string) {
      waiting.delete(roomId);
      if (entries.delete(roomId)) publish(roomId);
    },
    clear() {
      entries.clear();
      waiting.clear();
      waitingReads.clear();
      waitingPreferences.clear();
      removedAt.clear();
      readers.clear();
      shown.clear();
    },

    isHeld: readers.isHeld,
    /** Nothing that is held is cut away, until what is returned is called. */
    holdHistory: readers.hold,
    /** Somebody looks at it: it is loaded again after a `reset`, and those that nobody looked at for long let go of their messages. */
    opened(roomId: string) {
      const entry = entries.get(roomId);
      if (!entry) return;
      entry.opened = true;
      readers.opened(roomId, forget);
    },

    read,
    choose,
    /** On another connection: what events said before it may be older than what `sync` says. */
    forgetWaiting() {
      waitingReads.clear();
      waitingPreferences.clear();
    },
    /** Replaces the state by what a loaded answer made of it. */
    update(roomId: string, entry: Entry, outcome: Outcome) {
      if (entries.get(roomId) === entry) settle(roomId, entry, outcome);
    },
    /** Shows what there is, as its successor could not be loaded. */
    unveil(roomId: string) {
      const entry = entries.get(roomId);
      if (!entry) return;
      entry.shown = null;
      publish(roomId);
    },

    record(entry: Entry): { recorder: Recorder; done: () => void } {
      const recorder = createRecorder(entry.kept.room.cursor);
      entry.recorders.add(recorder);
      return { recorder, done: () => entry.recorders.delete(recorder) };
    },
  };
}
