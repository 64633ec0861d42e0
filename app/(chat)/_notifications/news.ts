/** What came while somebody was elsewhere: each message once, gathered for a moment, whatever way it came. */
import type { Clock } from "#client/clock.ts";
import type { GatewayClient } from "#client/public.ts";
import type { Message } from "#contract/entities.ts";

/** Messages that come closer together are told together: a catch-up's hundreds, too. */
export const gatherMs = 200;
/** Of a room this many messages are looked at; the older ones of a long absence only say how long it was. */
const maxGathered = 200;

export type RoomNews = {
  /** Others' and mine, ascending, the newest `maxGathered`. Empty where a room that is new here already held something. */
  readonly messages: readonly Message[];
};

type Options = {
  readonly client: Pick<GatewayClient, "rooms" | "roomsKnown" | "onMessages">;
  readonly clock: Clock;
  /** What comes while this is true is not told later either. */
  readonly quiet: () => boolean;
  /** By room id. */
  readonly tell: (news: ReadonlyMap<string, RoomNews>) => void;
};

/** Begins with what is there now, which is no news. What it returns ends it. */
export function listenForNews({ client, clock, quiet, tell }: Options): () => void {
  /** roomId → seq of the newest message that was told, or was there before. */
  const known = new Map<string, number>();
  let gathered = new Map<string, Message[]>();
  let cancel: (() => void) | null = null;

  const gather = (roomId: string, messages: readonly Message[]) => {
    if (quiet()) return;
    const all = [...(gathered.get(roomId) ?? []), ...messages].sort((a, b) => a.seq - b.seq);
    gathered.set(roomId, all.slice(-maxGathered));
    cancel ??= clock.after(gatherMs, () => {
      const news = gathered;
      gathered = new Map();
      cancel = null;
      tell(new Map([...news].map(([roomId, messages]) => [roomId, { messages }])));
    });
  };

  const meet = () => {
    const rooms = client.rooms.get();
    for (const roomId of known.keys()) if (!rooms.has(roomId)) known.delete(roomId);
    for (const [roomId, { room, lastReadSeq, unread }] of rooms) {
      if (known.has(roomId)) continue;
      const first = !client.roomsKnown.get();
      known.set(roomId, first ? room.head : lastReadSeq);
      if (!first && unread > 0) gather(roomId, []);
    }
  };
  const hear = (messages: readonly Message[]) => {
    for (const message of messages) {
      const newest = known.get(message.roomId);
      if (newest === undefined || message.seq <= newest) continue;
      known.set(message.roomId, message.seq);
      gather(message.roomId, [message]);
    }
  };

  for (const [roomId, { room }] of client.rooms.get()) known.set(roomId, room.head);
  const forget = [client.rooms.subscribe(meet), client.onMessages(hear)];
  return () => {
    for (const each of forget) each();
    cancel?.();
  };
}
