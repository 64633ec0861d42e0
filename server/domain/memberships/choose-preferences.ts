import type { Preferences } from "#contract/entities.ts";
import type { RestBody } from "#contract/rest.ts";
import type { Actor } from "../actor.ts";
import { type Context, roomIdOf } from "../context.ts";

/** What is not named stays; told to the person's own connections, and to nobody else. */
export async function choosePreferences(
  context: Context,
  actor: Actor,
  room: string,
  patch: RestBody<"preferences.update">,
): Promise<Preferences> {
  const roomId = await roomIdOf(context, actor, room);
  const { preferences, changed } = await context.store.choosePreferences({ userId: actor.id, roomId, patch });
  if (changed) {
    const timestamp = new Date().toISOString();
    context.broker.publish({
      kind: "user",
      userId: actor.id,
      event: { v: 1, type: "event", event: "preferences.updated", roomId, timestamp, payload: { roomId, preferences } },
    });
  }
  return preferences;
}
