/** What a program listens to: each message once, and who said it. */
import type { Message, User } from "#contract/entities.ts";
import type { GatewayClient } from "./public.ts";

/** Messages whose author is not known yet; beyond, the oldest is not told. */
const maxWaiting = 1_000;

type Client = Pick<GatewayClient, "rooms" | "roomsKnown" | "users" | "onMessages">;
export type SaidListener = (message: Message, author: User) => void;

/**
 * Of every room, from what is there now, or from joining it, on; in the room's order, but that one waits whose author is
 * asked for. A later state of a message is not told, nor what was deleted before it came. It ends with what is returned.
 */
export function onSaid(client: Client, listener: SaidListener): () => void {
  /** roomId → the newest message that was heard there: an edit or a reaction tells of a message once more. */
  const heard = new Map<string, number>();
  const waiting: Message[] = [];

  const begin = () => {
    heard.clear();
    for (const [roomId, { cursor }] of client.rooms.get()) heard.set(roomId, cursor);
  };
  const isNew = ({ roomId, seq }: Message) => {
    const newest = heard.get(roomId) ?? client.rooms.get().get(roomId)?.room.joinedSeq ?? 0;
    if (seq > newest) heard.set(roomId, seq);
    return seq > newest;
  };
  const tell = () => {
    for (const message of waiting.splice(0)) {
      const author = client.users.get().get(message.authorId);
      if (author) listener(message, author);
      else waiting.push(message);
    }
    waiting.splice(0, waiting.length - maxWaiting);
  };
  const hear = (messages: readonly Message[]) => {
    const fresh = messages.toSorted((a, b) => a.seq - b.seq).filter(isNew);
    waiting.push(...fresh.filter(({ deletedAt }) => deletedAt === undefined));
    tell();
  };

  begin();
  const forget = [client.roomsKnown.subscribe(begin), client.users.subscribe(tell), client.onMessages(hear)];
  return () => {
    for (const each of forget) each();
  };
}
