/** How a connection begins: follow, read where everything stands, say `hello` (CON-1), hand over what came meanwhile. */
import type { Place, PresenceByUser } from "#server/domain/ports.ts";
import type { Connection } from "./connection.ts";
import { durableFrame, plainFrame } from "./frame.ts";
import type { Parts, RoomScope } from "./parts.ts";
import { rebuilt } from "./range.ts";

/** Rejects where the database is away or the connection ended meanwhile. */
export async function begin(gateway: Parts, connection: Connection, room: RoomScope | undefined): Promise<void> {
  const mine = (places: readonly Place[]) => places.filter((place) => !room || place.roomId === room.roomId);
  const actor = connection.actor;
  // Follow first, read afterwards: whatever is committed after the second read comes live, whatever before is in it.
  const followed = mine(await gateway.reads.places(actor.id)).map((place) => gateway.hub.subscribe(connection, place));
  const [places, user, epoch] = await Promise.all([
    gateway.reads.places(actor.id),
    gateway.user(actor.id),
    gateway.reads.epoch(),
  ]);
  if (!user || connection.closed) throw new Error("the connection ended while it was opened");
  // What came after the second read is known by its event: a room that was left is not followed again (SEQ-7) …
  const left = connection.leftEarly ?? new Map<string, number>();
  const stays = ({ roomId, joinedSeq }: Place) => joinedSeq > (left.get(roomId) ?? -1);
  const current = new Map(
    mine(places)
      .filter(stays)
      .map((place) => [place.roomId, place]),
  );
  // … and one that was joined has a subscription of its own, which stays.
  for (const subscription of followed) {
    const { roomId } = subscription.place;
    if (!current.has(roomId) && connection.subscriptions.get(roomId) === subscription)
      gateway.hub.unsubscribe(connection, roomId);
  }
  // A room joined between the two reads is announced by its own event; here it is followed from the second read.
  for (const place of current.values()) gateway.hub.subscribe(connection, place);

  const resume = room && current.get(room.roomId);
  const from = resume && room.after !== undefined ? Math.min(room.after, resume.head) : resume?.head;
  const rooms = [...current.values()].map(({ roomId, slug, head }) => ({ roomId, slug, head }));
  gateway.presence.update(actor.id);
  connection.greet(
    plainFrame(
      "hello",
      {
        connectionId: connection.id,
        node: gateway.node,
        user,
        heartbeatMs: gateway.heartbeats.socketMs,
        limits: gateway.limits,
        epoch,
        rooms,
        presence: presenceFor(gateway, connection),
        serverTime: new Date().toISOString(),
      },
      from === undefined ? {} : { id: from },
    ),
  );
  for (const place of current.values()) {
    const subscription = connection.subscriptions.get(place.roomId);
    if (!subscription) continue;
    gateway.hub.startAt(place.roomId, place.head);
    const after = room?.after;
    const head =
      after === undefined
        ? place.head
        : await resumeRoom(gateway, connection, place, { after, sameEpoch: !room?.epoch || room.epoch === epoch });
    connection.follow(subscription, head);
  }
}

/** `Last-Event-ID`: what the stream missed, as one range; where that can't be said, `room.reset`. */
async function resumeRoom(
  gateway: Parts,
  connection: Connection,
  place: Place,
  point: { after: number; sameEpoch: boolean },
): Promise<number> {
  const { roomId } = place;
  const entry = point.sameEpoch ? await gateway.reads.catchUp(connection.actor.id, roomId, point.after) : null;
  if (!entry || entry.status === "reset") {
    const head = entry?.head ?? place.head;
    gateway.measures.caughtUp("resume", "reset");
    connection.send(plainFrame("room.reset", { roomId, head }, { roomId, id: head }));
    return head;
  }
  gateway.measures.caughtUp("resume", entry.status);
  if (entry.head > point.after)
    connection.send(durableFrame(rebuilt(roomId, point.after, entry.head, entry.payload ?? {})));
  return entry.head;
}

function presenceFor(gateway: Parts, connection: Connection): PresenceByUser {
  const found: Record<string, "online" | "away" | "dnd" | "offline"> = {};
  for (const other of gateway.hub.followers(connection.subscriptions.keys()))
    found[other.actor.id] ??= gateway.presence.status(other.actor.id);
  return found;
}
