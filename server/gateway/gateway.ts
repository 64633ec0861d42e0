/** Where connections begin and end, and where what the broker says finds its way to them. */

import type { MyRoom, User } from "#contract/entities.ts";
import { defaultLimits, heartbeatMs, type Limits, sseHeartbeatMs } from "#contract/limits.ts";
import type { Authenticator, Identity } from "#server/auth/identity.ts";
import type { Broker, BrokerMessage, GatewayReads, Place, PresenceByUser } from "#server/domain/ports.ts";
import { Admission } from "./admission.ts";
import { CatchUp } from "./catch-up.ts";
import { Connection, sayClosing } from "./connection.ts";
import { durableFrame, eventFrame, plainFrame } from "./frame.ts";
import { Hub, rebuilt } from "./hub.ts";
import { PresenceTable } from "./presence.ts";
import type { Heartbeats, Link, Origin } from "./transport.ts";
import { TypingMarks } from "./typing.ts";

export type GatewayOptions = {
  readonly node: string;
  readonly limits: Limits;
  readonly reads: GatewayReads;
  readonly broker: Broker;
  readonly authenticator: Authenticator;
  /** Oneself, for `hello`. */
  readonly user: (userId: string) => Promise<User | null>;
  readonly onError: (error: unknown) => void;
  /** The protocol's, unless a test cannot wait that long. */
  readonly heartbeats?: Heartbeats | undefined;
};

export type OpenOptions = {
  readonly identity: Identity;
  readonly link: Link;
  readonly origin: Origin;
  /** A room's own stream: its id, and where it resumes. */
  readonly room?: { readonly roomId: string; readonly after?: number | undefined; readonly epoch?: string | undefined };
};

export class Gateway {
  readonly node: string;
  readonly limits: Limits;
  readonly heartbeats: Heartbeats;
  readonly admission: Admission;
  readonly connections = new Map<string, Connection>();
  readonly presence: PresenceTable;
  readonly typing: TypingMarks;
  readonly hub: Hub;
  readonly reads: GatewayReads;
  readonly authenticator: Authenticator;
  /** Once the node stops, nobody new comes in. */
  closing = false;
  readonly #user: GatewayOptions["user"];
  readonly #catchUp: CatchUp;
  readonly #onError: (error: unknown) => void;
  readonly #unsubscribe: () => void;

  constructor(options: GatewayOptions) {
    const { reads, broker, onError, limits = defaultLimits } = options;
    this.node = options.node;
    this.limits = limits;
    this.heartbeats = options.heartbeats ?? { socketMs: heartbeatMs, sseMs: sseHeartbeatMs };
    this.reads = reads;
    this.authenticator = options.authenticator;
    this.#user = options.user;
    this.#onError = onError;
    this.admission = new Admission(limits);
    this.#catchUp = new CatchUp({ reads, limits, onError });
    this.hub = new Hub({
      reads,
      onError,
      listener: {
        joined: (roomId, userId, seq) => this.#joined(roomId, userId, seq),
        left: (connection, roomId, seq) => this.#left(connection, roomId, seq),
        uncertain: (connections) => void this.#recheck(connections).catch(onError),
      },
    });
    this.presence = new PresenceTable((userId, status, roomIds) => {
      const frame = plainFrame("presence.changed", { userId, status });
      for (const connection of this.hub.followers(roomIds)) if (!connection.onlyRoom) connection.sendEphemeral(frame);
    });
    this.typing = new TypingMarks((roomId, userId, typing) =>
      broker.publish({
        kind: "typing",
        roomId,
        userId,
        event: {
          v: 1,
          type: "event",
          event: "typing",
          roomId,
          timestamp: new Date().toISOString(),
          payload: { userId, typing },
        },
      }),
    );
    this.#unsubscribe = broker.subscribe((message) => this.#hear(message));
  }

  /**
   * Makes a connection of a link whose identity is known: subscribes, reads where everything stands, says `hello`
   * (CON-1). Null where a limit refused it, which was said on the link (FB-7).
   */
  async open(options: OpenOptions): Promise<Connection | null> {
    const { identity, link, origin, room } = options;
    const wait = this.admission.enter(identity.actor.id);
    if (wait > 0 || this.closing) {
      if (wait === 0) this.admission.leave(identity.actor.id);
      sayClosing(link, this.closing ? 1012 : 4429, wait || 1_000);
      return null;
    }
    const connection = new Connection({ identity, link, origin, limits: this.limits, onlyRoom: room?.roomId });
    connection.onClosed = () => this.#forget(connection);
    connection.onLagging = (one) => this.#catchUp.watch(one);
    this.connections.set(connection.id, connection);
    this.presence.add(connection);
    try {
      await this.#begin(connection, room);
      return connection;
    } catch (error) {
      this.#onError(error);
      connection.close(1013, 2_000);
      return null;
    }
  }

  /** Ends every connection, as before a stop; `afterMs` is spread so that they don't come back all at once. */
  closeAll(code: 1012 | 1013, spreadMs: number): void {
    for (const connection of [...this.connections.values()])
      connection.close(code, Math.round(Math.random() * spreadMs));
  }

  stop(): void {
    this.#unsubscribe();
  }

  async #begin(connection: Connection, room: OpenOptions["room"]): Promise<void> {
    const mine = (places: readonly Place[]) => places.filter((place) => !room || place.roomId === room.roomId);
    const actor = connection.actor;
    // Follow first, read afterwards: whatever is committed after the second read comes live, whatever before is in it.
    for (const place of mine(await this.reads.places(actor.id))) this.hub.subscribe(connection, place);
    const [places, user, epoch] = await Promise.all([
      this.reads.places(actor.id),
      this.#user(actor.id),
      this.reads.epoch(),
    ]);
    if (!user || connection.closed) throw new Error("the connection ended while it was opened");
    const current = new Map(mine(places).map((place) => [place.roomId, place]));
    for (const roomId of [...connection.subscriptions.keys()])
      if (!current.has(roomId)) this.hub.unsubscribe(connection, roomId);
    // A room joined between the two reads is announced by its own event; here it is followed from the second read.
    for (const place of current.values()) this.hub.subscribe(connection, place);

    const resume = room && current.get(room.roomId);
    const from = resume && room.after !== undefined ? Math.min(room.after, resume.head) : resume?.head;
    const rooms = [...current.values()].map(({ roomId, slug, head }) => ({ roomId, slug, head }));
    this.presence.update(actor.id);
    connection.greet(
      plainFrame(
        "hello",
        {
          connectionId: connection.id,
          node: this.node,
          user,
          heartbeatMs: this.heartbeats.socketMs,
          limits: this.limits,
          epoch,
          rooms,
          presence: this.#presenceFor(connection),
          serverTime: new Date().toISOString(),
        },
        from === undefined ? {} : { id: from },
      ),
    );
    for (const place of current.values()) {
      const subscription = connection.subscriptions.get(place.roomId);
      if (!subscription) continue;
      this.hub.startAt(place.roomId, place.head);
      const after = room?.after;
      const head =
        after === undefined
          ? place.head
          : await this.#resumeRoom(connection, place, { after, sameEpoch: !room?.epoch || room.epoch === epoch });
      connection.follow(subscription, head);
    }
  }

  /** `Last-Event-ID`: what the stream missed, as one range; where that can't be said, `room.reset`. */
  async #resumeRoom(
    connection: Connection,
    place: Place,
    point: { after: number; sameEpoch: boolean },
  ): Promise<number> {
    const { roomId } = place;
    const entry = point.sameEpoch ? await this.reads.catchUp(connection.actor.id, roomId, point.after) : null;
    if (!entry || entry.status === "reset") {
      const head = entry?.head ?? place.head;
      connection.send(plainFrame("room.reset", { roomId, head }, { roomId, id: head }));
      return head;
    }
    if (entry.head > point.after)
      connection.send(durableFrame(rebuilt(roomId, point.after, entry.head, entry.payload ?? {})));
    return entry.head;
  }

  #forget(connection: Connection): void {
    this.connections.delete(connection.id);
    const roomIds = [...connection.subscriptions.keys()];
    this.hub.unsubscribeAll(connection);
    this.presence.remove(connection, roomIds);
    this.admission.leave(connection.actor.id);
    if (this.presence.of(connection.actor.id).size === 0) this.typing.clear(connection.actor.id);
  }

  #hear(message: BrokerMessage): void {
    switch (message.kind) {
      case "room":
        this.hub.accept(message.event);
        return;
      case "user": {
        const frame = eventFrame(message.event);
        for (const connection of this.presence.of(message.userId)) if (!connection.onlyRoom) connection.send(frame);
        return;
      }
      case "neighbours":
        if (message.event.event === "user.updated") this.#refresh(message.event.payload.user);
        void this.#tellNeighbours(message).catch(this.#onError);
        return;
      case "typing": {
        const frame = eventFrame(message.event);
        for (const connection of this.hub.followers([message.roomId])) {
          if (connection.actor.id !== message.userId) connection.sendEphemeral(frame);
        }
        return;
      }
    }
  }

  /** What a person may do on an open connection follows their role, not the role they connected with. */
  #refresh({ id, name, role }: User): void {
    for (const connection of this.presence.of(id)) connection.actor = { ...connection.actor, name, role };
  }

  async #tellNeighbours(message: Extract<BrokerMessage, { kind: "neighbours" }>): Promise<void> {
    const frame = eventFrame(message.event);
    const places = await this.reads.places(message.userId);
    const targets = this.hub.followers(places.map((place) => place.roomId));
    for (const own of this.presence.of(message.userId)) targets.add(own);
    for (const connection of targets) if (!connection.onlyRoom) connection.send(frame);
  }

  /** Someone is in a room from now on: their open connections follow it, `room.added` before its first event. */
  #joined(roomId: string, userId: string, seq: number): void {
    for (const connection of this.presence.of(userId)) {
      if (connection.onlyRoom) continue;
      const known = connection.subscriptions.get(roomId);
      if (known && known.place.joinedSeq >= seq) continue;
      if (known) this.hub.unsubscribe(connection, roomId);
      void this.#welcome(connection, roomId, seq).catch((error: unknown) => {
        // Without the room's state it would be followed blindly: let the client start over.
        this.#onError(error);
        connection.close(1013, 1_000);
      });
    }
  }

  async #welcome(connection: Connection, roomId: string, seq: number): Promise<void> {
    const placeholder: Place = { roomId, slug: "", history: "joining", joinedSeq: seq, head: seq };
    const subscription = this.hub.subscribe(connection, placeholder);
    const room = await this.reads.myRoom(connection.actor.id, roomId);
    if (connection.subscriptions.get(roomId) !== subscription) return;
    if (!room) {
      this.hub.unsubscribe(connection, roomId);
      return;
    }
    this.hub.startAt(roomId, room.head);
    subscription.place = placeOf(room, seq);
    connection.send(plainFrame("room.added", { room, head: room.head, seq: room.joinedSeq ?? seq }, { roomId }));
    connection.follow(subscription, room.head);
    this.#introduce(connection, roomId);
  }

  /** A newcomer learns who is here, and the others that the newcomer is. */
  #introduce(connection: Connection, roomId: string): void {
    const me = connection.actor.id;
    const arrival = plainFrame("presence.changed", { userId: me, status: this.presence.status(me) });
    const seen = new Set<string>([me]);
    for (const other of this.hub.followers([roomId])) {
      if (other.actor.id !== me) other.sendEphemeral(arrival);
      if (seen.has(other.actor.id)) continue;
      seen.add(other.actor.id);
      connection.sendEphemeral(
        plainFrame("presence.changed", { userId: other.actor.id, status: this.presence.status(other.actor.id) }),
      );
    }
  }

  #left(connection: Connection, roomId: string, seq: number): void {
    connection.send(plainFrame("room.removed", { roomId, seq }, { roomId }));
    this.typing.set(roomId, connection.actor.id, false);
    // A room's own stream has nothing left to carry.
    if (connection.onlyRoom === roomId) connection.close(4403);
  }

  async #recheck(connections: readonly Connection[]): Promise<void> {
    for (const connection of connections) {
      const places = new Map((await this.reads.places(connection.actor.id)).map((place) => [place.roomId, place]));
      for (const roomId of [...connection.subscriptions.keys()]) {
        if (places.has(roomId)) continue;
        this.hub.unsubscribe(connection, roomId);
        // The client's own `sync` says at which seq.
        connection.close(1013, 0);
      }
    }
  }

  #presenceFor(connection: Connection): PresenceByUser {
    const found: Record<string, "online" | "away" | "dnd" | "offline"> = {};
    for (const other of this.hub.followers(connection.subscriptions.keys()))
      found[other.actor.id] ??= this.presence.status(other.actor.id);
    return found;
  }
}

const placeOf = (room: MyRoom, seq: number): Place => ({
  roomId: room.roomId,
  slug: room.slug,
  history: room.history,
  joinedSeq: room.joinedSeq ?? seq,
  head: room.head,
});
