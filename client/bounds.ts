/** What keeps memory flat: how much of a room's history is kept. Only ends are cut off, so that no window gets a hole. */
import type { RoomState } from "./public.ts";

/** Counts of messages, but `rooms`. */
export type Bounds = typeof defaultBounds;

export const defaultBounds = {
  /** What a change leaves of the newest window … */
  newest: 500,
  /** … and how many more it lets gather before it cuts, as each cut moves what is on the screen. */
  slack: 50,
  /** Beyond this a window that somebody reads back in is parted. */
  held: 2000,
  /** An excerpt that is read on in drops its far end beyond this. */
  excerpt: 1000,
  /** Fewer than these before or after a message that is looked for are no context. */
  context: 10,
  /** Of the rooms opened, so many keep their messages. */
  rooms: 30,
};

/** After a change: the newest window is cut where nobody reads back in it. */
export function trimmed(room: RoomState, held: boolean, bounds: Bounds): RoomState {
  if (held && !room.excerpt) return parted(room, bounds);
  if (room.messages.length <= bounds.newest + bounds.slack) return room;
  return { ...room, messages: room.messages.slice(-bounds.newest), hasBefore: true };
}

/** After a load, and while it is held: what is older than the newest messages becomes an excerpt, which can't grow by itself. */
export function parted(room: RoomState, bounds: Bounds): RoomState {
  if (room.excerpt || room.messages.length <= bounds.held) return room;
  return {
    ...room,
    messages: room.messages.slice(-bounds.newest),
    hasBefore: true,
    excerpt: { messages: room.messages.slice(0, -bounds.newest), hasBefore: room.hasBefore, hasAfter: true },
  };
}

/** As if it had never been opened; what is counted stays. */
export const unloaded = (room: RoomState): RoomState => ({
  ...room,
  messages: [],
  loaded: false,
  hasBefore: true,
  excerpt: null,
  members: null,
});
