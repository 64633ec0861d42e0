import type { Actor } from "../actor.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { type Created, invalid, load, requireActive } from "./creating.ts";

/** With more people a room of a name serves better. */
const maxPeople = 9;

/** The same people have one direct room, whoever asks, also when two ask at once. */
export async function findOrCreateDirect(context: Context, actor: Actor, others: readonly string[]): Promise<Created> {
  const { store, broker } = context;
  const people = [actor.id, ...others].sort();
  if (people.length < 2 || people.length > maxPeople)
    throw invalid("memberIds", `A direct conversation is of 2 to ${maxPeople} people.`);
  const directKey = people.join(",");
  const find = () => store.directRoom(actor.workspaceId, directKey);

  const known = await find();
  if (known) return { room: await load(context, actor, known), created: false };
  await requireActive(context, actor, others);
  const id = newId();
  const event = await store.createRoom(
    {
      id,
      workspaceId: actor.workspaceId,
      slug: null,
      name: "",
      topic: "",
      kind: "direct",
      history: "all",
      directKey,
      members: people.map((userId) => ({ userId, role: "member" })),
    },
    actor.id,
  );
  if (event) broker.publish({ kind: "room", event });
  return { room: await load(context, actor, event ? id : ((await find()) ?? id)), created: event !== null };
}
