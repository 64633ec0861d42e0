/** The public face of the gateway client: what app/, bots and tests may rely on. */
import type { Action, Payload, Result } from "#contract/commands.ts";
import type { Member, Message, MyRoom, Preferences, Presence, PresenceStatus, User } from "#contract/entities.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { Measured } from "#contract/measured.ts";

/** A value that changes and says so; fits React's useSyncExternalStore. `get` is stable until it changes. */
export interface Store<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export type ConnectionView =
  | { readonly state: "connecting" }
  /** Socket.IO's WebSocket: as good as it gets. */
  | { readonly state: "live" }
  /** Everything works over a lower way; WebSocket is tried again. */
  | { readonly state: "fallback"; readonly transport: "sse" | "polling" }
  /** `retryAt`: epoch milliseconds of the next attempt. */
  | { readonly state: "reconnecting"; readonly retryAt: number }
  | { readonly state: "offline" }
  | { readonly state: "signedOut" }
  /** Closed for good (4400, 4403). */
  | { readonly state: "stopped"; readonly reason: string };

/** A message of mine that the server has not confirmed yet. It survives a reload and a crash. */
export type OutboxEntry = {
  readonly requestId: string;
  readonly roomId: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly status: "queued" | "sent" | "refused";
  /** Of a refused one: why. */
  readonly error?: ErrorBody;
};

/** One gapless window of history away from the newest messages, ascending by seq, never empty; kept as true as the newest window. */
export type Excerpt = {
  readonly messages: readonly Message[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
};

/** A message, by its number, or the first one written at or after a time (ISO 8601). */
export type HistoryTarget = { readonly seq: number } | { readonly at: string };

/** One room as this client knows it: the newest state of each entity. */
export type RoomState = {
  readonly room: MyRoom;
  /** Every change up to here is contained (SEQ-4). */
  readonly cursor: number;
  /** Ascending by seq: one gapless window of history that ends at the newest message, tombstones included. */
  readonly messages: readonly Message[];
  /** Whether messages were loaded at all, and whether there are older ones than the window's. */
  readonly loaded: boolean;
  readonly hasBefore: boolean;
  /** To be shown in place of `messages` where it is there: `loadAround` fetched it, or a held window grew too long. */
  readonly excerpt: Excerpt | null;
  readonly members: ReadonlyMap<string, Member> | null;
  readonly lastReadSeq: number;
  /** Counted by the rule of the server: others' undeleted messages after lastReadSeq. */
  readonly unread: number;
  readonly mentions: number;
};

export type CommandResult<A extends Action> =
  | { readonly ok: true; readonly payload: Result<A> }
  | { readonly ok: false; readonly error: ErrorBody };

export type Done = { readonly ok: true } | { readonly ok: false; readonly error: ErrorBody };

export interface GatewayClient {
  start(): void;
  /** Opens the connection that `start()` left for later (see `epoch`); else it is open already. */
  connect(): void;
  stop(): void;
  /** Skips the backoff. */
  retryNow(): void;

  readonly connection: Store<ConnectionView>;
  /** Me, once `hello` or `/me` told. */
  readonly me: Store<User | null>;
  readonly rooms: Store<ReadonlyMap<string, RoomState>>;
  /** Whether the rooms were loaded: until then, that there are none says nothing. */
  readonly roomsKnown: Store<boolean>;
  /** How many loads have failed more than once by now and are tried again, of whatever room. */
  readonly loadsFailing: Store<number>;
  readonly users: Store<ReadonlyMap<string, User>>;
  /** Absent means offline. */
  readonly presence: Store<ReadonlyMap<string, Presence>>;
  /** Who types where: roomId → userIds. */
  readonly typing: Store<ReadonlyMap<string, readonly string[]>>;
  /** How the node that I am connected to does: what an owner who said `watchServer` was told last. */
  readonly measured: Store<Measured | null>;
  /** All my unconfirmed messages, oldest first. */
  readonly outbox: Store<readonly OutboxEntry[]>;

  /**
   * Calls back with the messages that came or changed since the client started, of every room, opened or not, as they
   * are applied: what a catch-up brings is told together, and each state of each message at least once. It ends with
   * what is returned.
   */
  onMessages(listener: (messages: readonly Message[]) => void): () => void;
  /** Whether this tab has the connection for all tabs of its person: what is to be done once is this one's to do. */
  leads(): boolean;

  /** Puts a message into the outbox (it resolves once it is stored there) and sends it as soon as possible, in order. Rejects with `OutboxFull` at 500 waiting ones. */
  send(roomId: string, text: string): Promise<OutboxEntry>;
  /** A refused one again, with the same requestId, or never. */
  retry(requestId: string): Promise<void>;
  discard(requestId: string): Promise<void>;
  /** Takes a discarding back. */
  restore(entry: OutboxEntry): Promise<void>;

  /** Any other action; a refusal is data. Rejects never; without a connection it waits up to 10 s, then is `timeout`. */
  command<A extends Action>(action: A, payload: Payload<A>, roomId?: string): Promise<CommandResult<A>>;
  /** What I want of a room; what is not named stays. It shows in `rooms` as soon as the server has it. Rejects never. */
  setPreferences(roomId: string, patch: Partial<Preferences>): Promise<Done>;
  /** Marks all my rooms read, up to what the server has. Rejects never. */
  markAllRead(): Promise<Done>;
  /** Marks typing, throttled; false is sent by itself after the last keystroke. */
  type(roomId: string): void;
  setPresence(status: PresenceStatus): void;

  /** Loads the newest page and the members, once; resolves when the room can be shown. Rejects with `LoadFailed` where it can't be. */
  openRoom(roomId: string): Promise<void>;
  /** Loads an older page of the excerpt, or of the newest window where there is no excerpt; false where there is none. */
  loadBefore(roomId: string): Promise<boolean>;
  /**
   * Loads a newer page of the excerpt; false where there is no excerpt. Where it meets the newest window the two become
   * one: `messages` is the joined window and `excerpt` is null.
   */
  loadAfter(roomId: string): Promise<boolean>;
  /**
   * Shows history around a message, opening the room if need be: in the newest window where the message lies there, else
   * as the excerpt. Resolves to the seq to look at, the nearest where there is no such message (the newest where none is
   * as new); null where there is nothing to see, or where a later call of this, `stay` or `leaveExcerpt` overtook it. Rejects with `LoadFailed`.
   */
  loadAround(roomId: string, target: HistoryTarget): Promise<number | null>;
  /** What is shown stays: a `loadAround` that is under way is not wanted any more. */
  stay(roomId: string): void;
  /** Back to the newest window. */
  leaveExcerpt(roomId: string): void;
  /**
   * Lets the newest window grow while somebody reads back in it, until what is returned is called: without a hold each
   * change trims it to its newest 500 messages. A held one that grows beyond 2000 parts into excerpt and newest window.
   * Of the rooms opened, the last 30 and the held ones keep their messages.
   */
  holdHistory(roomId: string): () => void;
  /** Tells the client of a room that REST just answered (created, joined), ahead of its event. */
  addRoom(room: MyRoom): void;
  /** Learns people that REST answered. */
  learnUsers(users: readonly User[]): void;
}
