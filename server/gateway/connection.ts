/** One socket or stream: who it is, what it follows, and the policy of its outbound buffer. */
import { randomUUID } from "node:crypto";
import { type CloseCode, closeTable } from "#contract/close-codes.ts";
import type { PresenceStatus } from "#contract/entities.ts";
import type { Limits } from "#contract/limits.ts";
import type { Credential, Identity } from "#server/auth/identity.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Place } from "#server/domain/ports.ts";
import { MinuteCounter, TokenBucket } from "#server/domain/rate-limit.ts";
import type { Ending } from "#server/observability/measures.ts";
import { type Encoded, type Frame, plainFrame } from "./frame.ts";
import { Lanes } from "./lanes.ts";
import type { Visit } from "./operator-routes.ts";
import type { Link, Origin } from "./transport.ts";

/** What a connection knows of one room that it follows. */
export type Subscription = {
  place: Place;
  /** Everything up to here was delivered or was in the state that the client starts from; null while it is being read. */
  cursor: number | null;
  /** What arrived while the cursor was being read. */
  held: Delivery[];
  /** Epoch milliseconds since when the buffer was too full to queue for; null while it keeps up. */
  laggingSince: number | null;
  /** The highest seq that was not queued while lagging. */
  missed: number;
};

export type Delivery = { readonly seq: number; readonly frame: Frame };

/** Held events of one room, beyond which the room is caught up from the database instead. */
const maxHeld = 500;

export class Connection {
  readonly id: string;
  readonly connectedAt: Date;
  /** As last heard of: a new name or role reaches open connections. */
  actor: Actor;
  readonly link: Link;
  readonly origin: Origin;
  /** Of a room's own stream: the only room that it follows. */
  readonly onlyRoom: string | undefined;
  readonly subscriptions = new Map<string, Subscription>();
  readonly lanes = new Lanes();
  readonly commands: TokenBucket;
  readonly badFrames = new MinuteCounter();
  credential: Credential;
  status: PresenceStatus = "online";
  /** Whether `session.expiring` was said for the credential in force. */
  warned = false;
  inFlight = 0;
  /** When it last sent a frame. */
  lastActiveAt: Date;
  closed = false;
  /** roomId → seq of a leaving that came up while the connection was being opened; null once `hello` was said. */
  leftEarly: Map<string, number> | null = new Map();
  /** Called once, when the gateway closes the connection or the transport lost it. */
  onClosed: (ending: Ending) => void = () => {};
  /** Called when a room starts to lag, so that somebody watches for the buffer to drain. */
  onLagging: (connection: Connection) => void = () => {};
  readonly #limits: Limits;
  /** What came up while the connection was being opened; null once `hello` was said. */
  #early: Encoded[] | null = [];
  #earlyBytes = 0;

  constructor(options: {
    identity: Identity;
    link: Link;
    origin: Origin;
    limits: Limits;
    onlyRoom?: string | undefined;
    /** As its routes know it already. */
    visit?: Pick<Visit, "connectionId" | "connectedAt"> | undefined;
  }) {
    this.id = options.visit?.connectionId ?? randomUUID();
    this.connectedAt = options.visit?.connectedAt ?? new Date();
    this.lastActiveAt = this.connectedAt;
    this.actor = options.identity.actor;
    this.credential = options.identity.credential;
    this.link = options.link;
    this.origin = options.origin;
    this.onlyRoom = options.onlyRoom;
    this.#limits = options.limits;
    this.commands = new TokenBucket(options.limits.commandsPerSecond, options.limits.commandsBurst, Date.now());
  }

  /** Whether there is a room that is not queued for, as it reads too slowly. */
  get slow(): boolean {
    for (const { laggingSince } of this.subscriptions.values()) if (laggingSince !== null) return true;
    return false;
  }

  /** Says `hello`, the first frame (CON-1), and then what was owed to the client before. */
  greet(hello: Frame): void {
    const early = this.#early ?? [];
    this.#early = null;
    this.leftEarly = null;
    for (const frame of [hello, ...early]) this.send(frame);
  }

  /** Sends what is owed to this client alone: replies, its own notices, what a service pushes to it. */
  send(frame: Encoded): void {
    if (this.closed) return;
    if (this.#early) {
      this.#early.push(frame);
      this.#earlyBytes += frame.json.length;
      if (this.#earlyBytes > this.#limits.maxBufferBytes) this.close(4420);
      return;
    }
    this.link.send(frame);
    this.closeIfFull();
  }

  /** To be called after whatever was queued that may not be left out: nobody's unread replies fill the memory. */
  closeIfFull(): void {
    if (this.link.bufferedBytes() > this.#limits.maxBufferBytes) this.close(4420);
  }

  /** Sends what nobody misses (typing, presence); a connection that is behind does without. */
  sendEphemeral(frame: Frame): void {
    if (!this.closed && !this.#early && this.link.bufferedBytes() < this.#limits.lagBytes) this.link.send(frame);
  }

  /** Starts to follow a room; its events are held until `follow` says from where. */
  subscribe(place: Place): Subscription {
    const subscription: Subscription = { place, cursor: null, held: [], laggingSince: null, missed: 0 };
    this.subscriptions.set(place.roomId, subscription);
    return subscription;
  }

  /** The client has the room's state up to `cursor`: hands over what was held and lies above. */
  follow(subscription: Subscription, cursor: number): void {
    subscription.cursor = Math.max(cursor, subscription.cursor ?? 0);
    const held = subscription.held;
    subscription.held = [];
    for (const delivery of held) this.deliver(subscription, delivery);
    if (subscription.missed > (subscription.cursor ?? 0)) this.#lag(subscription, subscription.missed);
  }

  /** One durable event of a room, in seq order. */
  deliver(subscription: Subscription, delivery: Delivery): void {
    if (this.closed) return;
    if (subscription.cursor === null) {
      if (subscription.held.length < maxHeld) subscription.held.push(delivery);
      else subscription.missed = Math.max(subscription.missed, delivery.seq);
      return;
    }
    if (delivery.seq <= subscription.cursor) return;
    if (subscription.laggingSince !== null || subscription.missed > subscription.cursor || this.#behind()) {
      this.#lag(subscription, delivery.seq);
      return;
    }
    this.link.send(delivery.frame);
    subscription.cursor = delivery.seq;
  }

  #behind(): boolean {
    return this.link.bufferedBytes() >= this.#limits.lagBytes;
  }

  #lag(subscription: Subscription, seq: number): void {
    subscription.missed = Math.max(subscription.missed, seq);
    if (subscription.laggingSince !== null) return;
    subscription.laggingSince = Date.now();
    this.onLagging(this);
  }

  /** Says why, then ends the connection (`closing` goes before any deliberate close). */
  close(code: CloseCode, afterMs?: number): void {
    if (this.closed) return;
    this.closed = true;
    sayClosing(this.link, code, afterMs);
    this.onClosed(code);
  }

  /** Its end came from the other side, or from in between. */
  lost(ending: Exclude<Ending, CloseCode> | 4408 = "lost"): void {
    if (this.closed) return;
    this.closed = true;
    this.onClosed(ending);
  }
}

/** The words before a deliberate close, on a link that may not have become a connection yet (FB-7). */
export function sayClosing(link: Link, code: CloseCode, afterMs?: number): void {
  const { reason, reconnect } = closeTable[code];
  const payload = {
    code,
    reason,
    reconnect: reconnect === "now" || reconnect === "afterMs",
    ...(afterMs === undefined ? {} : { afterMs }),
  };
  link.send(plainFrame("closing", payload));
  link.close(code, reason);
}
