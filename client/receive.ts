import type { User } from "#contract/entities.ts";
import type { EventEnvelope } from "#contract/events.ts";
import type { Measured } from "#contract/measured.ts";
import type { CatchUp } from "./catch-up.ts";
import type { People } from "./people.ts";
import type { RoomBook } from "./room-book.ts";
import type { WritableStore } from "./store.ts";

type ReceiverOptions = {
  readonly book: RoomBook;
  readonly people: People;
  readonly catchUp: CatchUp;
  readonly me: WritableStore<User | null>;
  readonly measured: WritableStore<Measured | null>;
  readonly meId: () => string;
  readonly hole: () => void;
  readonly extendSession: () => Promise<void>;
};

/** Where each event goes; those of the connection itself were taken out before. */
export function createReceiver({
  book,
  people,
  catchUp,
  me,
  measured,
  meId,
  hole,
  extendSession,
}: ReceiverOptions): (event: EventEnvelope) => void {
  return (event) => {
    if ("seq" in event) {
      people.need((event.payload.members ?? []).map((member) => member.userId));
      return book.event(event);
    }
    switch (event.event) {
      case "room.added": {
        const { room, head, seq } = event.payload;
        people.need(room.memberIds ?? []);
        if (book.add(room, Math.min(head, room.head), seq)) catchUp.reopen(room.roomId);
        return;
      }
      case "room.removed":
        return book.remove(event.payload.roomId, event.payload.seq);
      case "room.reset":
        return void catchUp.reload([event.payload.roomId]).catch(hole);
      case "read.updated":
        return book.read(event.payload.roomId, event.payload.seq);
      case "preferences.updated":
        return book.choose(event.payload.roomId, event.payload.preferences);
      case "user.updated":
        if (event.payload.user.id === meId()) me.set(event.payload.user);
        return people.learn([event.payload.user]);
      case "typing":
        if (event.roomId !== undefined && event.payload.userId !== meId())
          people.types(event.roomId, event.payload.userId, event.payload.typing);
        return;
      case "presence.changed":
        return people.present(event.payload.userId, event.payload.status);
      case "server.measured":
        return measured.set(event.payload);
      case "session.expiring":
        return void extendSession();
    }
  };
}
