import { randomUUID } from "node:crypto";
import type { Actor } from "../actor.ts";
import type { Domain } from "../domain.ts";

/** A new member finds the first conversation there: they join the oldest public room. A guest is added to rooms by others. */
export async function welcome(domain: Pick<Domain, "dispatch" | "listRooms">, actor: Actor): Promise<void> {
  if (actor.role === "guest") return;
  const { rooms } = await domain.listRooms(actor, { browse: "true" });
  // Ids begin with the time at which they were made.
  const [oldest] = rooms.map(({ roomId }) => roomId).sort();
  if (oldest === undefined) return;
  await domain.dispatch(actor, { action: "joinRoom", requestId: randomUUID(), roomId: oldest, payload: {} });
}
