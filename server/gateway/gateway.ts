/** Where connections begin and end, and where what the broker says finds its way to them. */

import { randomUUID } from "node:crypto";
import type { User } from "#contract/entities.ts";
import { defaultLimits, heartbeatMs, type Limits, sseHeartbeatMs } from "#contract/limits.ts";
import type { Authenticator, Identity } from "#server/auth/identity.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Broker, BrokerMessage, GatewayReads } from "#server/domain/ports.ts";
import type { Figures } from "#server/observability/figures.ts";
import { type ConnectionLine, type Journal, unwritten } from "#server/observability/journal.ts";
import { type Ending, type Measures, unmeasured } from "#server/observability/measures.ts";
import { Admission } from "./admission.ts";
import { CatchUp } from "./catch-up.ts";
import { Connection, sayClosing } from "./connection.ts";
import { eventFrame, plainFrame } from "./frame.ts";
import { Hub } from "./hub.ts";
import { Memberships } from "./memberships.ts";
import { begin } from "./opening.ts";
import { noRoutes, type OperatorRoutes, type Visit } from "./operator-routes.ts";
import type { Parts, RoomScope } from "./parts.ts";
import { PresenceTable } from "./presence.ts";
import { ServerWatch } from "./server-watch.ts";
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
  readonly measures?: Measures | undefined;
  readonly journal?: Journal | undefined;
  /** The operator's; absent, there are none. */
  readonly routes?: OperatorRoutes | undefined;
  /** For owners who watch. */
  readonly figures: Figures;
  /** The protocol's, unless a test cannot wait that long. */
  readonly heartbeats?: Heartbeats | undefined;
};

export type OpenOptions = {
  readonly identity: Identity;
  readonly link: Link;
  readonly origin: Origin;
  readonly room?: RoomScope;
  /** What `admit` gave for it. */
  readonly visit?: Visit;
};

/** `afterMs`: the client is to come again (FB-7): the node stops (1012), nobody could be asked (1013), it floods (4429). */
export type Admitted = { readonly visit: Visit } | { readonly afterMs: number; readonly code: 1012 | 1013 | 4429 };

/** Drawn from 1 to 3 s: all who were refused together would come back together. */
const unansweredMs = () => Math.round(1_000 + Math.random() * 2_000);
const stoppingMs = 1_000;

export class Gateway implements Parts {
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
  readonly user: GatewayOptions["user"];
  readonly routes: OperatorRoutes;
  readonly measures: Measures;
  readonly journal: Journal;
  readonly serverWatch: ServerWatch;
  /** Once the node stops, nobody new comes in. */
  closing = false;
  /** Who tried to come in since then. */
  readonly cameBack = new Set<string>();
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
    this.user = options.user;
    this.routes = options.routes ?? noRoutes;
    this.measures = options.measures ?? unmeasured;
    this.journal = options.journal ?? unwritten;
    this.#onError = onError;
    this.serverWatch = new ServerWatch({ figures: options.figures, onError });
    this.admission = new Admission(limits);
    const { measures } = this;
    this.#catchUp = new CatchUp({ reads, limits, onError, measures });
    this.hub = new Hub({
      reads,
      onError,
      measures,
      listener: new Memberships(this, onError),
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
   * Whether this person may connect now. Asks the operator's `$connect`, where there is one; throws `forbidden`. Whoever
   * then opens no connection says `ended`.
   */
  async admit({ actor }: Identity, origin: Origin): Promise<Admitted> {
    if (this.admission.pauseOf(actor.id) > 0) {
      await this.admission.hold();
      return { afterMs: Math.max(1, this.admission.pauseOf(actor.id)), code: 4429 };
    }
    // Nobody's service is asked about a connection that will not be opened: `open` has the last word on both.
    if (this.closing) {
      this.cameBack.add(actor.id);
      return { afterMs: stoppingMs, code: 1012 };
    }
    const crowded = this.admission.crowded(actor.id);
    if (crowded > 0) return { afterMs: crowded, code: 4429 };
    const visit = { connectionId: randomUUID(), connectedAt: new Date(), origin, actor };
    try {
      await this.routes.connecting(visit);
      return { visit };
    } catch (error) {
      if (error instanceof DomainError && error.code !== "forbidden") return { afterMs: unansweredMs(), code: 1013 };
      throw error;
    }
  }

  /**
   * Makes a connection of a link whose identity is known: subscribes, reads where everything stands, says `hello`
   * (CON-1). Null where a limit refused it, which was said on the link (FB-7).
   */
  async open(options: OpenOptions): Promise<Connection | null> {
    const { identity, link, origin, room, visit } = options;
    const wait = this.admission.enter(identity.actor.id);
    if (wait > 0 || this.closing) {
      if (wait === 0) this.admission.leave(identity.actor.id);
      if (this.closing) this.cameBack.add(identity.actor.id);
      sayClosing(link, this.closing ? 1012 : 4429, wait || stoppingMs);
      if (visit) this.routes.ended(visit);
      return null;
    }
    const connection = new Connection({ identity, link, origin, limits: this.limits, onlyRoom: room?.roomId, visit });
    connection.onClosed = (ending) => this.#forget(connection, ending);
    connection.onLagging = (one) => this.#catchUp.watch(one);
    this.connections.set(connection.id, connection);
    this.measures.connected(link.kind);
    this.journal.connected(lineOf(connection));
    this.presence.add(connection);
    try {
      await begin(this, connection, room);
      return connection;
    } catch (error) {
      this.#onError(error);
      connection.close(1013, 2_000);
      // One that was closed meanwhile was forgotten before it followed its rooms.
      this.hub.unsubscribeAll(connection);
      return null;
    }
  }

  /** Ends every connection, as before a stop; `afterMs` is spread so that they don't come back all at once. */
  closeAll(code: 1012 | 1013, spreadMs: number): void {
    for (const connection of [...this.connections.values()])
      connection.close(code, Math.round(Math.random() * spreadMs));
  }

  stop(): void {
    this.serverWatch.stop();
    this.#unsubscribe();
  }

  /** Connections that read too slowly to be queued for. */
  get slowConsumers(): number {
    return this.#catchUp.size;
  }

  #forget(connection: Connection, ending: Ending): void {
    this.connections.delete(connection.id);
    this.routes.ended(visitOf(connection));
    this.measures.disconnected(connection.link.kind, ending);
    const seconds = (Date.now() - connection.connectedAt.getTime()) / 1000;
    this.journal.disconnected(lineOf(connection), ending, seconds);
    const roomIds = [...connection.subscriptions.keys()];
    this.hub.unsubscribeAll(connection);
    this.presence.remove(connection, roomIds);
    this.admission.leave(connection.actor.id);
    if (this.presence.of(connection.actor.id).size === 0) this.typing.clear(connection.actor.id);
  }

  #hear(message: BrokerMessage): void {
    switch (message.kind) {
      case "room":
        this.hub.accept(message.event, message);
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
}

const lineOf = ({ id, actor, link, origin }: Connection): ConnectionLine => ({
  connection: id,
  user: actor.id,
  transport: link.kind,
  address: origin.address,
});

export const visitOf = ({ id, connectedAt, origin, actor }: Connection): Visit => ({
  connectionId: id,
  connectedAt,
  origin,
  actor,
});
