/**
 * Who on this node follows which room, and the order in which they hear of it: the next seq is delivered, an older one
 * dropped, a later one waits a moment for those before it, which are then read from the database, once for all.
 */
import type { DurableEnvelope } from "#contract/events.ts";
import type { GatewayReads, Place } from "#server/domain/ports.ts";
import { type Measures, type Travelled, unmeasured } from "#server/observability/measures.ts";
import type { Connection, Subscription } from "./connection.ts";
import { plainFrame } from "./frame.ts";
import { afterOf, joinedIn, leftIn, rebuilt, rejoinedIn } from "./range.ts";
import { visibleTo } from "./visibility.ts";

/** How long an event waits for the ones before it: longer than two commits of one node apart, shorter than one notices. */
const gapMs = 30;
/** Connections served before other work gets its turn; about 2 ms of writing. */
const sliceSize = 256;
/** Events waiting behind a gap, beyond which the gap is filled at once. */
const maxWaiting = 1_000;

type Room = {
  readonly id: string;
  /** The last seq handed out on this node; null until the first subscriber's read. */
  head: number | null;
  readonly subscribers: Map<Connection, Subscription>;
  readonly waiting: Map<number, Waiting>;
  timer: NodeJS.Timeout | undefined;
  filling: boolean;
  /** Rounds of fan-out that have not finished; undefined while there are none. */
  busy: Promise<void> | undefined;
};

type Waiting = { readonly event: DurableEnvelope; readonly travelled: Travelled };

export type MembershipListener = {
  /** The event has people in it who joined: their connections may have to follow the room. */
  joined(roomId: string, userId: string, seq: number): void;
  /** The person's last event of the room was delivered, and the room is no longer followed. */
  left(connection: Connection, roomId: string, seq: number): void;
  /** Too much changed to say what: whether these people are still in the room has to be read. */
  uncertain(connections: readonly Connection[]): void;
};

export class Hub {
  readonly #rooms = new Map<string, Room>();
  readonly #reads: GatewayReads;
  readonly #listener: MembershipListener;
  readonly #onError: (error: unknown) => void;
  readonly #measures: Measures;

  constructor(options: {
    reads: GatewayReads;
    listener: MembershipListener;
    onError: (error: unknown) => void;
    measures?: Measures;
  }) {
    this.#measures = options.measures ?? unmeasured;
    this.#reads = options.reads;
    this.#listener = options.listener;
    this.#onError = options.onError;
  }

  subscribe(connection: Connection, place: Place): Subscription {
    const existing = connection.subscriptions.get(place.roomId);
    if (existing) return existing;
    const room = this.#rooms.get(place.roomId) ?? emptyRoom(place.roomId);
    this.#rooms.set(place.roomId, room);
    const subscription = connection.subscribe(place);
    room.subscribers.set(connection, subscription);
    return subscription;
  }

  /** The room's head as read after subscribing; a room already followed knows better. */
  startAt(roomId: string, head: number): void {
    const room = this.#rooms.get(roomId);
    if (!room || room.head !== null) return;
    room.head = head;
    this.#advance(room);
  }

  unsubscribe(connection: Connection, roomId: string): void {
    connection.subscriptions.delete(roomId);
    const room = this.#rooms.get(roomId);
    if (!room) return;
    room.subscribers.delete(connection);
    if (room.subscribers.size > 0) return;
    clearTimeout(room.timer);
    this.#rooms.delete(roomId);
  }

  unsubscribeAll(connection: Connection): void {
    for (const roomId of [...connection.subscriptions.keys()]) this.unsubscribe(connection, roomId);
  }

  /** An event from the broker, in any order, perhaps twice. */
  accept(event: DurableEnvelope, { publishedMs, cause }: Travelled = {}): void {
    const room = this.#rooms.get(event.roomId);
    if (!room) {
      this.#announceJoined(event);
      return;
    }
    room.waiting.set(event.seq, { event, travelled: { publishedMs, cause } });
    if (room.head === null) return;
    this.#advance(room);
  }

  /** Compares what was handed out with what the database has: how a lost publish is noticed in a quiet room. */
  async checkHeads(): Promise<void> {
    const ids = [...this.#rooms.keys()];
    for (let i = 0; i < ids.length; i += 1_000) {
      const heads = await this.#reads.heads(ids.slice(i, i + 1_000));
      for (const [roomId, head] of heads) {
        const room = this.#rooms.get(roomId);
        if (room?.head !== undefined && room.head !== null && head > room.head) this.#awaitMissing(room);
      }
    }
  }

  /** Everyone on this node who follows one of these rooms. */
  followers(roomIds: Iterable<string>): Set<Connection> {
    const found = new Set<Connection>();
    for (const roomId of roomIds)
      for (const connection of this.#rooms.get(roomId)?.subscribers.keys() ?? []) found.add(connection);
    return found;
  }

  #advance(room: Room): void {
    if (room.head === null) return;
    for (const seq of room.waiting.keys()) if (seq <= room.head) room.waiting.delete(seq);
    for (let next = nextOf(room); next; next = nextOf(room)) {
      room.waiting.delete(next.event.seq);
      this.#handOut(room, next.event, next.travelled);
    }
    if (room.waiting.size > 0) this.#awaitMissing(room);
  }

  #awaitMissing(room: Room): void {
    if (room.filling) return;
    if (room.waiting.size > maxWaiting) void this.#fill(room);
    else room.timer ??= setTimeout(() => void this.#fill(room), gapMs);
  }

  async #fill(room: Room): Promise<void> {
    clearTimeout(room.timer);
    room.timer = undefined;
    if (room.head === null || room.filling) return;
    room.filling = true;
    try {
      const changes = await this.#reads.changesAfter(room.id, room.head);
      // What was missing may have come meanwhile, and with it the next gap.
      if (changes.head > room.head) {
        this.#measures.caughtUp("gap", changes.kind === "tooMany" ? "reset" : "caughtUp");
        if (changes.kind === "tooMany") this.#resetAll(room, changes.head);
        else this.#handOut(room, rebuilt(room.id, Math.min(changes.after, room.head), changes.head, changes.payload));
      }
    } catch (error) {
      // The database is away: the regular comparison of heads tries again.
      this.#onError(error);
      return;
    } finally {
      room.filling = false;
    }
    this.#advance(room);
  }

  /** Moves the node's head and writes to every follower, in rounds that never overlap. */
  #handOut(room: Room, event: DurableEnvelope, travelled: Travelled = {}): void {
    room.head = event.seq;
    if (!room.busy && room.subscribers.size <= sliceSize) {
      this.#write(event, [...room.subscribers], visibleTo(event));
      this.#measures.delivered(room.subscribers.size, travelled);
      this.#settle(room, event);
      return;
    }
    const round = async () => {
      const targets = [...room.subscribers];
      const frameFor = visibleTo(event);
      for (let i = 0; i < targets.length; i += sliceSize) {
        if (i > 0) await new Promise(setImmediate);
        this.#write(event, targets.slice(i, i + sliceSize), frameFor);
      }
      this.#measures.delivered(targets.length, travelled);
      this.#settle(room, event);
    };
    const busy = (room.busy ?? Promise.resolve()).then(round).catch(this.#onError);
    room.busy = busy;
    void busy.then(() => {
      if (room.busy === busy) room.busy = undefined;
    });
  }

  #write(event: DurableEnvelope, targets: [Connection, Subscription][], frameFor: ReturnType<typeof visibleTo>): void {
    for (const [connection, subscription] of targets) {
      const left = leftIn(event, connection.actor.id);
      // A rebuilt range may hold changes above the leaving: who left gets only the notice of it (SEQ-7).
      if (left !== undefined && left < event.seq) continue;
      if (rejoinedIn(event, connection.actor.id, subscription.place)) continue;
      if (connection.subscriptions.get(event.roomId) !== subscription) continue;
      connection.deliver(subscription, { seq: event.seq, frame: frameFor(subscription.place) });
    }
  }

  /** After the round: who left hears nothing more, who joined begins to. */
  #settle(room: Room, event: DurableEnvelope): void {
    for (const member of event.payload.members ?? []) {
      const leftSeq = leftIn(event, member.userId);
      if (leftSeq === undefined) continue;
      for (const connection of [...room.subscribers.keys()]) {
        if (connection.actor.id !== member.userId) continue;
        this.unsubscribe(connection, room.id);
        this.#listener.left(connection, room.id, leftSeq);
      }
    }
    this.#announceJoined(event);
  }

  #announceJoined(event: DurableEnvelope): void {
    for (const member of joinedIn(event)) this.#listener.joined(event.roomId, member.userId, member.joinedSeq);
  }

  #resetAll(room: Room, head: number): void {
    room.head = head;
    const frame = plainFrame("room.reset", { roomId: room.id, head }, { roomId: room.id, id: head });
    for (const [connection, subscription] of room.subscribers) {
      // Who is still opening is caught up from where they begin.
      if (subscription.cursor === null) subscription.missed = head;
      else {
        subscription.cursor = head;
        connection.send(frame);
      }
    }
    this.#listener.uncertain([...room.subscribers.keys()]);
  }
}

const emptyRoom = (id: string): Room => ({
  id,
  head: null,
  subscribers: new Map(),
  waiting: new Map(),
  timer: undefined,
  filling: false,
  busy: undefined,
});

/** The waiting event that continues the room without a hole. */
function nextOf(room: Room): Waiting | undefined {
  if (room.head === null) return undefined;
  const direct = room.waiting.get(room.head + 1);
  if (direct) return direct;
  for (const waiting of room.waiting.values())
    if (waiting.event.seq > room.head && afterOf(waiting.event) <= room.head) return waiting;
  return undefined;
}
