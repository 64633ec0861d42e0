/** The rooms as everybody sees them, told room by room or many at once. */
import type { Message } from "#contract/entities.ts";
import type { RoomState } from "./public.ts";
import { createStore } from "./store.ts";

type ShownRoomsOptions = {
  /** What is to be seen of a room; undefined where it is gone. */
  readonly stateOf: (roomId: string) => RoomState | undefined;
  /** After these messages can be seen. */
  readonly applied: (messages: readonly Message[]) => void;
};

type Gathered = { shown: Map<string, RoomState> | null; readonly messages: Message[] };

export function createShownRooms({ stateOf, applied }: ShownRoomsOptions) {
  const rooms = createStore<ReadonlyMap<string, RoomState>>(new Map());
  let gathered: Gathered | null = null;

  return {
    rooms,
    publish(roomId: string) {
      const shown = gathered?.shown ?? new Map(rooms.get());
      const state = stateOf(roomId);
      if (state) shown.set(roomId, state);
      else shown.delete(roomId);
      if (gathered) gathered.shown = shown;
      else rooms.set(shown);
    },
    apply(messages: readonly Message[]) {
      if (gathered) gathered.messages.push(...messages);
      else applied(messages);
    },
    /**
     * What is changed by `work` is told once. Each time costs a copy of the rooms and a round of listeners: with 200 rooms
     * 0.06 ms, with 2,000 about 0.6 ms, which is nothing for one message and a second for all rooms one by one.
     */
    together(work: () => void) {
      if (gathered) return work();
      const all: Gathered = { shown: null, messages: [] };
      gathered = all;
      try {
        work();
      } finally {
        gathered = null;
        if (all.shown) rooms.set(all.shown);
        if (all.messages.length > 0) applied(all.messages);
      }
    },
    clear: () => rooms.set(new Map()),
  };
}
