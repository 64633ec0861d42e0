/** The steps that making a room and finding a direct one share. */
import type { MyRoom } from "#contract/entities.ts";
import type { Actor } from "../actor.ts";
import { type Context, readerOf } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";

export type Created = { room: MyRoom; created: boolean };

export async function load({ store }: Context, actor: Actor, roomId: string): Promise<MyRoom> {
  const room = await store.visibleRoom(readerOf(actor), roomId);
  if (!room) throw notFound();
  return room;
}

/** Throws `invalidPayload` naming who is not an active user of the workspace. */
export async function requireActive({ store }: Context, actor: Actor, userIds: readonly string[]): Promise<void> {
  const active = new Set(await store.activeUsers(actor.workspaceId, userIds));
  const missing = userIds.find((id) => !active.has(id));
  if (missing !== undefined) throw invalid("memberIds", `There is no active user ${missing}.`);
}

export const invalid = (path: string, message: string): DomainError =>
  new DomainError("invalidPayload", message, { issues: [{ path, message }] });
