import type { MyRoom } from "#contract/entities.ts";
import type { RestBody } from "#contract/rest.ts";
import type { Actor } from "../actor.ts";
import { type Context, changeRoom, readerOf, roomIdOf } from "../context.ts";
import { conflict, forbidden, notFound } from "../errors.ts";
import { asOnlooker, can } from "../permissions.ts";
import type { Decision, LockedRoom } from "../store.ts";

type Patch = RestBody<"rooms.update">;

/** Renames, sets the topic, archives. */
export async function updateRoom(context: Context, actor: Actor, room: string, patch: Patch): Promise<MyRoom> {
  const roomId = await roomIdOf(context, actor, room);
  await changeRoom(context, { actorId: actor.id, roomId, decide: (locked) => decideUpdating(locked, patch) });
  const updated = await context.store.visibleRoom(readerOf(actor), roomId);
  if (!updated) throw notFound();
  return updated;
}

function decideUpdating(locked: LockedRoom, { name, topic, archived }: Patch): Decision {
  const rights = asOnlooker(locked);
  const { room } = locked;
  if (room.kind === "direct") throw conflict("A direct conversation has no name, and stays.");
  const isArchived = room.archivedAt !== undefined;
  const renames = (name !== undefined && name !== room.name) || (topic !== undefined && topic !== room.topic);
  const archives = archived !== undefined && archived !== isArchived;
  // What is asked for is judged even where it is so already: an answer must not depend on the room's state.
  if ((name !== undefined || topic !== undefined) && !can(rights, "rename"))
    throw forbidden("Only a moderator may rename the room.");
  if (archived !== undefined && !can(rights, "archive")) throw forbidden("Only an owner of the room may archive it.");
  if (!renames && !archives) return { unchanged: room.changedSeq };
  return {
    event: archives && archived ? "room.archived" : "room.updated",
    // An archiving keeps its time: the flag is written only where it turns.
    writes: [{ kind: "updateRoom", name, topic, archived: archives ? archived : undefined }],
  };
}
