/** Who joins or leaves a room while connected begins or ceases to follow it. */
import type { MyRoom } from "#contract/entities.ts";
import type { Place } from "#server/domain/ports.ts";
import type { Connection } from "./connection.ts";
import { plainFrame } from "./frame.ts";
import type { MembershipListener } from "./hub.ts";
import type { Parts } from "./parts.ts";

export class Memberships implements MembershipListener {
  readonly #gateway: Parts;
  readonly #onError: (error: unknown) => void;

  constructor(gateway: Parts, onError: (error: unknown) => void) {
    this.#gateway = gateway;
    this.#onError = onError;
  }

  /** Someone is in a room from now on: their open connections follow it, `room.added` before its first event. */
  joined(roomId: string, userId: string, seq: number): void {
    for (const connection of this.#gateway.presence.of(userId)) {
      const known = connection.subscriptions.get(roomId);
      if (known && known.place.joinedSeq >= seq) continue;
      // A room's own stream that missed a leaving and a return resumes by the new joining.
      if (known && connection.onlyRoom) connection.close(1013, 0);
      if (connection.onlyRoom) continue;
      if (known) this.#gateway.hub.unsubscribe(connection, roomId);
      void this.#welcome(connection, roomId, seq).catch((error: unknown) => {
        // Without the room's state it would be followed blindly: let the client start over.
        this.#onError(error);
        connection.close(1013, 1_000);
      });
    }
  }

  async #welcome(connection: Connection, roomId: string, seq: number): Promise<void> {
    const placeholder: Place = { roomId, slug: "", history: "joining", joinedSeq: seq, head: seq };
    const subscription = this.#gateway.hub.subscribe(connection, placeholder);
    const room = await this.#gateway.reads.myRoom(connection.actor.id, roomId);
    if (connection.subscriptions.get(roomId) !== subscription) return;
    if (!room) {
      this.#gateway.hub.unsubscribe(connection, roomId);
      return;
    }
    this.#gateway.hub.startAt(roomId, room.head);
    subscription.place = placeOf(room, seq);
    connection.send(plainFrame("room.added", { room, head: room.head, seq: room.joinedSeq ?? seq }, { roomId }));
    connection.follow(subscription, room.head);
    this.#introduce(connection, roomId);
  }

  /** A newcomer learns who is here, and the others that the newcomer is. */
  #introduce(connection: Connection, roomId: string): void {
    const me = connection.actor.id;
    const arrival = plainFrame("presence.changed", { userId: me, status: this.#gateway.presence.status(me) });
    const seen = new Set<string>([me]);
    for (const other of this.#gateway.hub.followers([roomId])) {
      if (other.actor.id !== me) other.sendEphemeral(arrival);
      if (seen.has(other.actor.id)) continue;
      seen.add(other.actor.id);
      connection.sendEphemeral(
        plainFrame("presence.changed", {
          userId: other.actor.id,
          status: this.#gateway.presence.status(other.actor.id),
        }),
      );
    }
  }

  left(connection: Connection, roomId: string, seq: number): void {
    connection.leftEarly?.set(roomId, seq);
    connection.send(plainFrame("room.removed", { roomId, seq }, { roomId }));
    this.#gateway.typing.set(roomId, connection.actor.id, false);
    // A room's own stream has nothing left to carry.
    if (connection.onlyRoom === roomId) connection.close(4403);
  }

  uncertain(connections: readonly Connection[]): void {
    void this.#recheck(connections).catch(this.#onError);
  }

  async #recheck(connections: readonly Connection[]): Promise<void> {
    for (const connection of connections) {
      const places = new Map(
        (await this.#gateway.reads.places(connection.actor.id)).map((place) => [place.roomId, place]),
      );
      for (const roomId of [...connection.subscriptions.keys()]) {
        if (places.has(roomId)) continue;
        this.#gateway.hub.unsubscribe(connection, roomId);
        // The client's own `sync` says at which seq.
        connection.close(1013, 0);
      }
    }
  }
}

const placeOf = (room: MyRoom, seq: number): Place => ({
  roomId: room.roomId,
  slug: room.slug,
  history: room.history,
  joinedSeq: room.joinedSeq ?? seq,
  head: room.head,
});
