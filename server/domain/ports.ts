/** What the domain and the gateway ask of the outside: a store that remembers, a broker that hints. */
import type { States, SyncRoom } from "#contract/commands.ts";
import type { History, MyRoom, Presence } from "#contract/entities.ts";
import type { DurableEnvelope, PlainEnvelope } from "#contract/events.ts";

/** What led to a change. */
export type Cause = {
  /** When its command came in, in epoch milliseconds with their fractions. */
  readonly receivedMs: number;
  /** The trace that it is part of, as W3C writes it, where traces are kept. */
  readonly traceparent?: string | undefined;
};

/** What goes over the broker, always after its commit. Losing one is harmless: the database is the truth. */
export type BrokerMessage =
  | {
      readonly kind: "room";
      readonly event: DurableEnvelope;
      /** Epoch milliseconds with their fractions, by the clock of the node that published it. */
      readonly publishedMs?: number;
      readonly cause?: Cause;
    }
  /** To one person's own connections. */
  | { readonly kind: "user"; readonly userId: string; readonly event: PlainEnvelope }
  /** To everyone who shares a room with the person, themselves included. */
  | { readonly kind: "neighbours"; readonly userId: string; readonly event: PlainEnvelope }
  /** Ephemeral, to a room's members, but not to the person whom it is about. */
  | { readonly kind: "typing"; readonly roomId: string; readonly userId: string; readonly event: PlainEnvelope };

export interface Broker {
  /** Never throws and never waits: a publish that fails is made good from the database. */
  publish(message: BrokerMessage): void;
  /** Returns how to stop listening. Listeners are called in the order of publishing. */
  subscribe(listener: (message: BrokerMessage) => void): () => void;
  close(): Promise<void>;
}

/** A person's place in a room, as the hub needs it to subscribe a connection. */
export type Place = {
  readonly roomId: string;
  readonly slug: string;
  readonly history: History;
  readonly joinedSeq: number;
  /** The room's head in the same snapshot. */
  readonly head: number;
};

/** A range of changes rebuilt from the database; `tooMany` beyond `maxCatchUpEntities`. */
export type Changes =
  | { readonly kind: "changes"; readonly after: number; readonly head: number; readonly payload: States }
  | { readonly kind: "tooMany"; readonly head: number };

/** What the gateway reads. Each answer is one snapshot of the database. */
export interface GatewayReads {
  /** The rooms that a person is in now. */
  places(userId: string): Promise<readonly Place[]>;
  /** One room, if the person is in it now, as they see it. */
  myRoom(userId: string, roomId: string): Promise<MyRoom | null>;
  /** The heads of these rooms; a room that is gone is absent. */
  heads(roomIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Everything that changed in a room after a seq, unfiltered, for the hub, which then filters per member. */
  changesAfter(roomId: string, after: number): Promise<Changes>;
  /** The same as one member may see it (SEQ-7); `reset` where their cursor no longer holds; null where they are no member. */
  catchUp(userId: string, roomId: string, after: number): Promise<SyncRoom | null>;
  /** The id of a room by its id or slug, whoever asks; tells nothing about who may see it. Cached, as slugs never change. */
  resolveRoom(workspaceId: string, ref: string): Promise<string | null>;
  /** The same from the cache alone: undefined where it has to be asked. */
  knownRoom(workspaceId: string, ref: string): string | undefined;
  /** Names one history of the database (SYN-3). */
  epoch(): Promise<string>;
}

/** Who is connected, for `hello`; the gateway's own, here so that presence has one shape everywhere. */
export type PresenceByUser = Readonly<Record<string, Presence>>;
