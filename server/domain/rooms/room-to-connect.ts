import type { MyRoom, RoomRole } from "#contract/entities.ts";
import type { Actor } from "../actor.ts";
import { type Context, roomIdOf } from "../context.ts";
import { conflict, forbidden } from "../errors.ts";
import { can } from "../permissions.ts";
import { load } from "./creating.ts";

/** A room whose webhooks the actor may look after: as a moderator of it, or as an admin who sees it. */
export async function roomToConnect(context: Context, actor: Actor, ref: string): Promise<MyRoom> {
  const room = await load(context, actor, await roomIdOf(context, actor, ref));
  const roomRole = await roleIn(context, actor, room);
  if (!can({ serverRole: actor.role, roomRole }, "connect"))
    throw forbidden("Only moderators of the room and admins look after its webhooks.");
  if (room.kind === "direct") throw conflict("A direct conversation is of these people only.");
  return room;
}

async function roleIn({ store }: Context, actor: Actor, { roomId }: MyRoom): Promise<RoomRole | undefined> {
  const own = (await store.members(actor.id, roomId))?.members.find(({ userId }) => userId === actor.id);
  return own?.leftSeq === undefined ? own?.role : undefined;
}
