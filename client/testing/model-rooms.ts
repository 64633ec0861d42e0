/** The durable half of a server, small enough to be obviously right: rooms whose changes take numbers (SEQ-1 to SEQ-6). */

import type { States, SyncRoom } from "#contract/commands.ts";
import { defaultPreferences } from "#contract/default-preferences.ts";
import type { Member, Message, MyRoom, Preferences, Room } from "#contract/entities.ts";
import type { DurableEnvelope, DurableEvent } from "#contract/events.ts";
import { maxUnread } from "#contract/limits.ts";

export const uuid = (kind: number, n: number): string =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(n).padStart(12, "0")}`;

export type ModelRoom = {
  header: Room;
  readonly messages: Map<number, Message>;
  readonly members: Map<string, Member>;
  /** userId → how far read. */
  readonly read: Map<string, number>;
  /** userId → what they chose. */
  readonly preferences: Map<string, Preferences>;
};

const timestamp = "2026-01-01T00:00:00.000Z";
/** A minute for each change. */
export const writtenAt = (seq: number): string => new Date(Date.parse(timestamp) + seq * 60_000).toISOString();

export function createModelRoom(n: number): ModelRoom {
  const roomId = uuid(1, n);
  const header: Room = {
    roomId,
    slug: `room-${n}`,
    name: `Room ${n}`,
    topic: "",
    kind: "public",
    history: "all",
    head: 0,
    changedSeq: 0,
  };
  return { header, messages: new Map(), members: new Map(), read: new Map(), preferences: new Map() };
}

/** Takes the next number for a change and makes its event. */
function commit(
  room: ModelRoom,
  event: DurableEvent,
  actorId: string,
  change: (seq: number) => States,
): DurableEnvelope {
  const seq = room.header.head + 1;
  room.header = { ...room.header, head: seq };
  const payload = change(seq);
  return { v: 1, type: "event", event, roomId: room.header.roomId, seq, timestamp, actorId, payload };
}

export const join = (room: ModelRoom, userId: string): DurableEnvelope =>
  commit(room, "member.joined", userId, (seq) => {
    const member: Member = { roomId: room.header.roomId, userId, role: "member", changedSeq: seq, joinedSeq: seq };
    room.members.set(userId, member);
    room.read.set(userId, Math.max(seq, room.read.get(userId) ?? 0));
    return { members: [member] };
  });

export const leave = (room: ModelRoom, userId: string): DurableEnvelope =>
  commit(room, "member.left", userId, (seq) => {
    const old = room.members.get(userId);
    if (!old) throw new Error("no member");
    const member: Member = { ...old, changedSeq: seq, leftSeq: seq, leftAt: timestamp };
    room.members.set(userId, member);
    return { members: [member] };
  });

export const rename = (room: ModelRoom, userId: string, name: string): DurableEnvelope =>
  commit(room, "room.updated", userId, (seq) => {
    room.header = { ...room.header, name, changedSeq: seq };
    return { room: room.header };
  });

export const post = (
  room: ModelRoom,
  authorId: string,
  text: string,
  requestId: string,
  mentions: string[] = [],
): DurableEnvelope =>
  commit(room, "message.created", authorId, (seq) => {
    const message: Message = {
      roomId: room.header.roomId,
      seq,
      changedSeq: seq,
      authorId,
      text,
      requestId,
      replyCount: 0,
      reactions: [],
      mentions,
      attachments: [],
      createdAt: writtenAt(seq),
    };
    room.messages.set(seq, message);
    return { messages: [message] };
  });

/** A reply changes its thread's first message too, and so does its deletion. */
export const reply = (
  room: ModelRoom,
  authorId: string,
  text: string,
  requestId: string,
  threadSeq: number,
): DurableEnvelope => {
  const event = post(room, authorId, text, requestId);
  const [message] = event.payload.messages ?? [];
  if (!message) throw new Error("no message");
  const replied = { ...message, threadSeq };
  room.messages.set(message.seq, replied);
  return { ...event, payload: { messages: [countReply(room, threadSeq, message.seq, 1), replied] } };
};

function countReply(room: ModelRoom, threadSeq: number, seq: number, by: 1 | -1): Message {
  const root = room.messages.get(threadSeq);
  if (!root) throw new Error("no thread");
  const counted = { ...root, replyCount: root.replyCount + by, changedSeq: seq };
  room.messages.set(threadSeq, counted);
  return counted;
}

export const change = (
  room: ModelRoom,
  event: DurableEvent,
  actorId: string,
  at: number,
  patch: Partial<Message>,
): DurableEnvelope =>
  commit(room, event, actorId, (seq) => {
    const old = room.messages.get(at);
    if (!old) throw new Error("no message");
    const message = { ...old, ...patch, changedSeq: seq };
    room.messages.set(at, message);
    return { messages: [message] };
  });

export const remove = (room: ModelRoom, actorId: string, at: number): DurableEnvelope => {
  const gone = { text: "", mentions: [], reactions: [], deletedAt: timestamp };
  const event = change(room, "message.deleted", actorId, at, gone);
  const threadSeq = room.messages.get(at)?.threadSeq;
  if (threadSeq === undefined) return event;
  const root = countReply(room, threadSeq, event.seq, -1);
  return { ...event, payload: { messages: [root, ...(event.payload.messages ?? [])] } };
};

export const isMember = (room: ModelRoom, userId: string): boolean =>
  room.members.has(userId) && room.members.get(userId)?.leftSeq === undefined;

export const preferencesOf = (room: ModelRoom, userId: string): Preferences =>
  room.preferences.get(userId) ?? defaultPreferences(room.header.kind);

export function myRoom(room: ModelRoom, userId: string): MyRoom {
  const lastReadSeq = room.read.get(userId) ?? 0;
  const unread = [...room.messages.values()].filter(
    (each) => each.seq > lastReadSeq && each.authorId !== userId && !each.deletedAt,
  );
  const mentions = unread.filter((each) => each.mentions.includes(userId)).length;
  return {
    ...room.header,
    lastReadSeq,
    unread: Math.min(maxUnread, unread.length),
    mentions,
    joinedSeq: room.members.get(userId)?.joinedSeq ?? 0,
    preferences: preferencesOf(room, userId),
  };
}

/** Everything that changed after `since`. */
export function statesAfter(room: ModelRoom, since: number): States {
  const messages = [...room.messages.values()].filter((each) => each.changedSeq > since);
  const members = [...room.members.values()].filter((each) => each.changedSeq > since);
  return { ...(room.header.changedSeq > since ? { room: room.header } : {}), members, messages };
}

/** `maxEntities`: beyond it a catch-up is a `reset`. */
export function syncRoom(room: ModelRoom, userId: string, cursor: number | undefined, maxEntities: number): SyncRoom {
  const { roomId, head } = room.header;
  if (cursor === undefined || cursor > head || cursor < (room.members.get(userId)?.joinedSeq ?? 0))
    return { roomId, status: "reset", head };
  if (cursor === head) return { roomId, status: "current", head };
  const payload = statesAfter(room, cursor);
  if ((payload.messages?.length ?? 0) + (payload.members?.length ?? 0) > maxEntities)
    return { roomId, status: "reset", head };
  return { roomId, status: "caughtUp", head, payload };
}

export type Asked = {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
  readonly at?: string;
};

/** Around a message half a page lies before it; near an end one side makes up for the other. */
export function page(room: ModelRoom, { before, after, around, at }: Asked, limit: number) {
  const all = [...room.messages.values()].sort((a, b) => a.seq - b.seq);
  const found = at === undefined ? undefined : all.find(({ createdAt }) => createdAt >= at);
  const pivot = after !== undefined ? after + 1 : (around ?? before ?? found?.seq ?? Infinity);
  const turn = all.filter((each) => each.seq < pivot).length;
  const middle = around !== undefined || at !== undefined;
  const older = after !== undefined ? 0 : middle ? Math.max(Math.floor(limit / 2), limit - (all.length - turn)) : limit;
  const start = Math.max(0, turn - older);
  const end = before !== undefined ? turn : Math.min(all.length, start + limit);
  return {
    messages: all.slice(start, end),
    head: room.header.head,
    hasBefore: start > 0,
    hasAfter: end < all.length,
    ...(at === undefined ? {} : { foundSeq: found?.seq ?? null }),
  };
}
