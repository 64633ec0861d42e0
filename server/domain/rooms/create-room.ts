import { isId } from "#contract/entities.ts";
import type { RestBody } from "#contract/rest.ts";
import type { Actor } from "../actor.ts";
import type { Context } from "../context.ts";
import { conflict, forbidden } from "../errors.ts";
import { newId } from "../ids.ts";
import { slugify } from "../slug.ts";
import type { NewRoom } from "../store.ts";
import { type Created, invalid, load, requireActive } from "./creating.ts";
import { findOrCreateDirect } from "./direct-room.ts";

type Input = RestBody<"rooms.create">;

/** Makes a room, its creator the owner; or finds the direct room of these people. */
export async function createRoom(context: Context, actor: Actor, input: Input): Promise<Created> {
  const memberIds = [...new Set((input.memberIds ?? []).map((id) => id.toLowerCase()))].filter((id) => id !== actor.id);
  if (input.kind === "direct") return findOrCreateDirect(context, actor, memberIds);
  const { name, kind, topic = "", history = "all" } = input;
  if (name === undefined) throw invalid("name", "A room needs a name.");
  if (actor.role === "guest") throw forbidden("Guests can't make rooms.");
  await requireActive(context, actor, memberIds);

  for (const slug of slugsFor(input.slug, name)) {
    const room: NewRoom = {
      id: newId(),
      workspaceId: actor.workspaceId,
      slug,
      name,
      topic,
      kind,
      history,
      directKey: null,
      members: [
        { userId: actor.id, role: "owner" },
        ...memberIds.map((userId) => ({ userId, role: "member" }) as const),
      ],
    };
    const event = await context.store.createRoom(room, actor.id);
    if (!event) continue;
    context.broker.publish({ kind: "room", event });
    return { room: await load(context, actor, room.id), created: true };
  }
  throw conflict("A room of this name exists already: give another slug.");
}

/** One that was asked for, or the name's, made unique by a number, or in the end by chance. */
function slugsFor(asked: string | undefined, name: string): string[] {
  if (asked !== undefined) return [asked];
  const slug = slugify(name) || "room";
  const chance = newId().slice(-8);
  return [slug, ...[2, 3, 4, 5].map((n) => `${slug}-${n}`), `${slug}-${chance}`].filter((each) => !isId(each));
}
