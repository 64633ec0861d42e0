/**
 * One room as a reducer: state + change → state, where the highest `changedSeq` of each entity wins (SEQ-3, SEQ-4, SYN-4).
 * The windows of messages and the members are exact at `cursor`, the counters at `countedTo`.
 */
import type { States } from "#contract/commands.ts";
import type { Member, Message, MyRoom, Preferences } from "#contract/entities.ts";
import type { RoomState } from "./public.ts";
import { type Counters, countStates, countWindow } from "./unread.ts";
import { newestWindow, updateWindow, type Window } from "./window.ts";

export type Kept = { readonly room: RoomState; readonly countedTo: number };
/** Everything that changed in (`after`, `seq`]. */
export type Change = { readonly after: number; readonly seq: number; readonly states: States };
/** `hole`: nothing was applied, something is missing before it. `recount`: the counters must be asked for. */
export type Outcome = { readonly kept: Kept; readonly hole: boolean; readonly recount: boolean };

export function freshRoom(room: MyRoom, cursor: number = room.head): Kept {
  const lastReadSeq = room.lastReadSeq ?? room.head;
  return {
    room: {
      room,
      cursor,
      messages: [],
      loaded: false,
      hasBefore: true,
      excerpt: null,
      members: null,
      lastReadSeq,
      unread: room.unread ?? 0,
      mentions: room.mentions ?? 0,
    },
    countedTo: room.head,
  };
}

export function applyChange(kept: Kept, change: Change, meId: string): Outcome {
  const { room } = kept;
  if (change.after > room.cursor) return { kept, hole: true, recount: false };
  const messages = change.states.messages ?? [];
  const { counters, recount } = countStates(room, kept.countedTo, messages, meId);
  const next: RoomState = {
    ...room,
    ...counters,
    room: newerHeader(room.room, change),
    cursor: Math.max(room.cursor, change.seq),
    messages: room.loaded ? updateWindow(newestWindow(room), messages).messages : room.messages,
    excerpt: room.excerpt && updateWindow(room.excerpt, messages),
    members: room.members && mergeMembers(room.members, change.states.members ?? []),
  };
  return { kept: { room: next, countedTo: Math.max(kept.countedTo, change.seq) }, hole: false, recount };
}

/** `read.updated` and `sync` say how far I read; it may move backwards. */
export function applyRead(kept: Kept, lastReadSeq: number, meId: string): Outcome {
  const { room } = kept;
  if (lastReadSeq === room.lastReadSeq) return { kept, hole: false, recount: false };
  const read = { ...room, lastReadSeq, room: { ...room.room, lastReadSeq } };
  if (lastReadSeq >= room.cursor && kept.countedTo <= room.cursor)
    return { kept: { ...kept, room: { ...read, unread: 0, mentions: 0 } }, hole: false, recount: false };
  const counted = countWindow(read, meId);
  if (!counted) return { kept: { ...kept, room: read }, hole: false, recount: true };
  return { kept: { room: { ...read, ...counted }, countedTo: room.cursor }, hole: false, recount: false };
}

export const applyPreferences = ({ room, countedTo }: Kept, preferences: Preferences): Kept => ({
  room: { ...room, room: { ...room.room, preferences } },
  countedTo,
});

/** What `GET /rooms/{room}` counted at its head, moved on by the messages that changed since (`recorded`, all of them). */
export function applyCounters(kept: Kept, answer: MyRoom, recorded: readonly Message[], meId: string): Outcome {
  const asked: Counters = { unread: answer.unread ?? 0, mentions: answer.mentions ?? 0 };
  const lastReadSeq = answer.lastReadSeq ?? kept.room.lastReadSeq;
  const at: Kept = {
    room: { ...kept.room, ...asked, lastReadSeq, room: { ...kept.room.room, lastReadSeq } },
    countedTo: answer.head,
  };
  // The windows are ahead of the answer: what they hold says nothing of what it counted.
  const { counters, recount } = countStates({ ...at.room, messages: [], excerpt: null }, at.countedTo, recorded, meId);
  return {
    kept: { room: { ...at.room, ...counters }, countedTo: Math.max(answer.head, kept.room.cursor) },
    hole: false,
    recount,
  };
}

/** The newest page, its states possibly older than others that are known (`recorded`). */
export function applyNewest(kept: Kept, page: Window, recorded: readonly Message[]): Kept {
  const { messages, hasBefore } = updateWindow(page, recorded);
  return { ...kept, room: { ...kept.room, messages, loaded: true, hasBefore } };
}

export function applyMembers(kept: Kept, members: readonly Member[], recorded: readonly Member[]): Kept {
  return {
    ...kept,
    room: { ...kept.room, members: mergeMembers(mergeMembers(kept.room.members ?? new Map(), members), recorded) },
  };
}

function newerHeader(known: MyRoom, { seq, states }: Change): MyRoom {
  const head = Math.max(known.head, seq);
  if (!states.room || states.room.changedSeq <= known.changedSeq)
    return head === known.head ? known : { ...known, head };
  const { lastReadSeq, unread, mentions, joinedSeq, memberIds, preferences } = known;
  const mine = { lastReadSeq, unread, mentions, joinedSeq, memberIds, preferences };
  // Only what is there: an absent field must stay absent.
  return {
    ...states.room,
    ...Object.fromEntries(Object.entries(mine).filter(([, value]) => value !== undefined)),
    head,
  };
}

function mergeMembers(known: ReadonlyMap<string, Member>, changed: readonly Member[]): ReadonlyMap<string, Member> {
  const newer = changed.filter((member) => member.changedSeq > (known.get(member.userId)?.changedSeq ?? -1));
  if (newer.length === 0) return known;
  const merged = new Map(known);
  for (const member of newer)
    if (member.changedSeq > (merged.get(member.userId)?.changedSeq ?? -1)) merged.set(member.userId, member);
  return merged;
}
