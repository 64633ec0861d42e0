import { isId } from "#contract/entities.ts";
import type { RestAnswer, RestQuery } from "#contract/rest.ts";
import type { Actor } from "../actor.ts";
import { type Context, readerOf } from "../context.ts";
import type { WantedRooms } from "../store.ts";
import { invalid } from "./creating.ts";

/** Without a limit all of them come at once, up to here: clients of before pages have no way to ask for the rest. */
const mostAtOnce = 500;

type Query = Omit<RestQuery<"rooms.list">, "browse">;

/** Public rooms, by name; `next` is there where more follow. Throws `invalidPayload` for an `after` that no page said. */
export async function browseRooms(
  { store }: Context,
  actor: Actor,
  { q = "", limit, after }: Query,
): Promise<RestAnswer<"rooms.list">> {
  const most = limit ?? mostAtOnce;
  // One more tells whether there are more.
  const found = await store.publicRooms(readerOf(actor), {
    q,
    after: after === undefined ? null : placeOf(after),
    most: most + 1,
    count: limit !== undefined,
  });
  const rooms = found.slice(0, most);
  const last = rooms.at(-1);
  return last && found.length > most ? { rooms, next: nextAfter(last) } : { rooms };
}

type Place = NonNullable<WantedRooms["after"]>;

const idLength = 36;

/** The place itself, not a room to look up: it stays where it was when that room is renamed, archived or made private. */
const nextAfter = ({ roomId, name }: Place): string => Buffer.from(roomId + name).toString("base64url");

function placeOf(after: string): Place {
  const told = Buffer.from(after, "base64url").toString();
  const [roomId, name] = [told.slice(0, idLength), told.slice(idLength)];
  // No name has a NUL character in it, which PostgreSQL would not take.
  if (!isId(roomId) || name.includes("\u0000")) throw invalid("after", "must be the `next` of an earlier answer");
  return { roomId, name };
}
